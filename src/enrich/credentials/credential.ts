import type { ActorKind } from '#src/model/actor.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { isoTime } from '#src/model/time.ts';
import { accountOfAccessKey } from '#src/normalize/actor/access-key.ts';
import { eventTimeOf, timeOf } from '#src/normalize/event-time.ts';
import { type Bag, bag, text } from '#src/normalize/untyped.ts';
import type { Credentials } from './schema.ts';

type Said = Pick<
  Credentials,
  'kind' | 'isRoot' | 'accessKey' | 'keyAccount' | 'mfa' | 'fromConsole' | 'user' | 'session'
>;

/** What the record itself says about the credential that it was made with. */
export function credentialOf(record: RawRecord, lastSeen: number, actorKind: ActorKind): Said {
  const identity = bag(record['userIdentity']);
  const accessKey = text(identity['accessKeyId']);
  const keyAccount = accountOfAccessKey(accessKey);
  const fromConsole = isFromConsole(record);
  const mfa = mfaOf(record, identity, actorKind);
  const user = userOf(identity);
  const session = sessionOf(identity, lastSeen);
  return {
    kind: kindOf(identity, accessKey, fromConsole),
    isRoot: identity['type'] === 'Root',
    ...(accessKey !== '' && { accessKey }),
    ...(keyAccount !== undefined && { keyAccount }),
    ...(mfa !== undefined && { mfa }),
    fromConsole,
    ...(user !== '' && { user }),
    ...(session !== undefined && { session }),
  };
}

function kindOf(identity: Bag, accessKey: string, fromConsole: boolean): Said['kind'] {
  if (accessKey.startsWith('AKIA')) return 'long-lived key';
  if (accessKey.startsWith('ASIA')) return fromConsole ? 'console session' : 'temporary key';
  const isService = identity['type'] === 'AWSService' || text(identity['invokedBy']) !== '';
  return isService ? 'aws service' : 'none';
}

/**
 * `sessionCredentialFromConsole` is on calls with the keys of a console session, and newer than the event types.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function isFromConsole(record: RawRecord): boolean {
  const type = text(record['eventType']);
  return String(record['sessionCredentialFromConsole']) === 'true' || type.startsWith('AwsConsole');
}

/** Their second factor is the business of who signed them in, or there is nobody to have one: AWS then writes false. */
const signedInElsewhere: ReadonlySet<ActorKind> = new Set([
  'sso',
  'saml',
  'oidc',
  'aws-service',
  'service-linked',
]);

function mfaOf(record: RawRecord, identity: Bag, actorKind: ActorKind): boolean | undefined {
  const atSignIn = text(bag(record['additionalEventData'])['MFAUsed']);
  if (atSignIn !== '') return atSignIn === 'Yes';
  const said = attributesOf(identity)['mfaAuthenticated'];
  if (String(said) === 'true') return true;
  return said === undefined || said === null || signedInElsewhere.has(actorKind)
    ? undefined
    : false;
}

/** A session of a role can say a user name too, which is the role's. */
function userOf(identity: Bag): string {
  return identity['type'] === 'IAMUser' ? text(identity['userName']) : '';
}

function sessionOf(identity: Bag, lastSeen: number): Said['session'] {
  const started = timeOf(text(attributesOf(identity)['creationDate']));
  if (started === 0) return undefined;
  return {
    started: isoTime(started),
    lastsMinutes: minutesBetween(started, lastSeen),
  };
}

function attributesOf(identity: Bag): Bag {
  return bag(bag(identity['sessionContext'])['attributes']);
}

export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 6_000) / 10);
}

type Made = Pick<Credentials['made'][number], 'what' | 'id' | 'user'> & {
  readonly time: number;
  readonly record: RawRecord;
};

const sessionCalls: ReadonlySet<unknown> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
]);

/** Whom a call lets in from now on; undefined for the many that make no credential, or failed. */
export function madeBy(record: RawRecord): Made | undefined {
  if (text(record['errorCode']) !== '') return undefined;
  const request = bag(record['requestParameters']);
  const response = bag(record['responseElements']);
  const letsIn = letsInBy(text(record['eventName']), request, response);
  return letsIn && { ...letsIn, time: eventTimeOf(record), record };
}

function letsInBy(
  name: string,
  request: Bag,
  response: Bag,
): Omit<Made, 'time' | 'record'> | undefined {
  if (name === 'CreateAccessKey') {
    const { accessKeyId, userName } = bag(response['accessKey']);
    const id = text(accessKeyId);
    const user = text(userName) || text(request['userName']);
    return id === '' ? undefined : { what: 'access key', id, user };
  }
  if (name === 'CreateLoginProfile' || name === 'UpdateLoginProfile') {
    const user = text(request['userName']) || text(bag(response['loginProfile'])['userName']);
    return user === '' ? undefined : { what: 'console password', user };
  }
  return sessionCalls.has(name) ? sessionIn(request, response) : undefined;
}

function sessionIn(request: Bag, response: Bag): Omit<Made, 'time' | 'record'> | undefined {
  const id = text(bag(response['credentials'])['accessKeyId']);
  const role = text(bag(response['assumedRoleUser'])['arn']) || text(request['roleArn']);
  const user = role || text(bag(response['federatedUser'])['arn']);
  return id === '' ? undefined : { what: 'session', id, user };
}
