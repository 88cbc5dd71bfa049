import type { RawRecord } from '#src/model/cloud-event.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { accountOf, actorKeyOf } from '../actor/actor-key.ts';
import { roleOfSession, withoutPath } from '../actor/arn.ts';
import { refusedResource } from '../derived/changes/refused.ts';
import { eventIdOf } from '../event-id.ts';
import { type Bag, bag, text } from '../untyped.ts';
import { errorCodeOf } from './outcome.ts';

/** What came out of a call that issues credentials, or would have, and who asked for it. */
export interface AssumptionFacts {
  readonly eventId: string;
  readonly eventName: string;
  readonly account: string;
  readonly region: string;
  readonly ip: string;
  readonly errorCode: string;
  readonly sharedEventId: string;
  readonly callerActor: string;
  readonly callerArn: string;
  readonly callerKey: string;
  readonly roleArn: string;
  readonly sessionArn: string;
  readonly issuedKey: string;
}

const calls: ReadonlyMap<unknown, ReadonlySet<unknown>> = new Map([
  [
    'sts.amazonaws.com',
    new Set([
      'AssumeRole',
      'AssumeRoleWithSAML',
      'AssumeRoleWithWebIdentity',
      'AssumeRoot',
      'GetSessionToken',
      'GetFederationToken',
    ]),
  ],
  ['sso.amazonaws.com', new Set(['GetRoleCredentials'])],
  ['signin.amazonaws.com', new Set(['SwitchRole'])],
]);

/** False for most events, at the cost of a look at two fields. */
export function mayAssume(record: RecordSource): boolean {
  return calls.get(record.field('eventSource'))?.has(record.field('eventName')) === true;
}

/** Undefined for the many events that issue no credentials. */
export function assumptionOf(record: RawRecord): AssumptionFacts | undefined {
  if (calls.get(record['eventSource'])?.has(record['eventName']) !== true) return undefined;
  const facts = record['eventName'] === 'SwitchRole' ? switchedRole(record) : issued(record);
  return {
    eventId: eventIdOf(record),
    eventName: text(record['eventName']),
    account: accountOf(record),
    region: text(record['awsRegion']),
    ip: text(record['sourceIPAddress']),
    errorCode: errorCodeOf(record),
    sharedEventId: text(record['sharedEventID']),
    ...facts,
  };
}

type Parties = Pick<
  AssumptionFacts,
  'callerActor' | 'callerArn' | 'callerKey' | 'roleArn' | 'sessionArn' | 'issuedKey'
>;

function issued(record: RawRecord): Parties {
  const caller = bag(record['userIdentity']);
  const request = bag(record['requestParameters']);
  const response = bag(record['responseElements']);
  return {
    callerActor: actorKeyOf(record),
    callerArn: text(caller['arn']),
    callerKey: text(caller['accessKeyId']),
    roleArn: roleAsked(request, bag(record['serviceEventDetails'])) || refusedResource(record),
    sessionArn: sessionIssued(request, response),
    issuedKey: text(bag(response['credentials'])['accessKeyId']),
  };
}

/** A role; the account whose root was assumed; or, from Identity Center, the name of the permission set alone. */
function roleAsked(request: Bag, details: Bag): string {
  return text(request['roleArn']) || text(request['targetPrincipal']) || text(details['role_name']);
}

function sessionIssued(request: Bag, response: Bag): string {
  const user = bag(response['assumedRoleUser']);
  const named = text(user['arn']) || text(bag(response['federatedUser'])['arn']);
  return named || sessionAsked(text(request['roleArn']), text(request['roleSessionName']));
}

/** A refused call names no session, yet a hunt wants to know which one was tried. */
function sessionAsked(roleArn: string, sessionName: string): string {
  const [arn, partition, , , account, role] = withoutPath(roleArn).split(':');
  const isRole = arn === 'arn' && role?.startsWith('role/') === true && sessionName !== '';
  if (!isRole) return '';
  return `arn:${partition}:sts::${account}:assumed-role/${role.slice('role/'.length)}/${sessionName}`;
}

/**
 * Switching roles in the console is written by the session that came out; who switched is in `SwitchFrom`. No key is
 * issued that CloudTrail shows.
 */
function switchedRole(record: RawRecord): Parties {
  const identity = bag(record['userIdentity']);
  const issuer = bag(bag(identity['sessionContext'])['sessionIssuer']);
  const from = text(bag(record['additionalEventData'])['SwitchFrom']);
  return {
    callerActor: roleOfSession(from) ?? withoutPath(from),
    callerArn: from,
    callerKey: '',
    roleArn: text(issuer['arn']),
    sessionArn: text(identity['arn']),
    issuedKey: '',
  };
}
