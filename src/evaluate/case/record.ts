import type { RawRecord } from '#src/model/cloud-event.ts';
import { hourMs, minuteMs, shortIsoTime } from '#src/model/time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { callOf } from './call.ts';
import type { EventForm, World } from './format.ts';
import { type Identity, identityOf } from './identity.ts';
import { hashOf, letters } from './letters.ts';

/** What an event does not say itself. */
export interface Setting {
  readonly world: World;
  readonly by: string;
  readonly from: string;
  readonly agent: string;
  readonly region: string;
  readonly account: string;
}

export interface Moment {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Makes the event's id; no two events of a case may share it. */
  readonly seed: string;
}

/** The record as CloudTrail delivers it. `event` has no placeholders left. */
export function recordOf(event: EventForm, setting: Setting, moment: Moment): RawRecord {
  const { world } = setting;
  const call = callOf(event.call);
  const account = named(world.accounts, event.account ?? setting.account);
  const agent = event.agent ?? setting.agent;
  const identity = callerOf(event, setting, moment, account);
  const result = resultOf(event, setting, moment, account);
  return {
    eventVersion: '1.11',
    userIdentity: identity.userIdentity,
    eventTime: shortIsoTime(moment.time),
    eventSource: call.source,
    eventName: call.name,
    awsRegion: event.region ?? call.region ?? setting.region,
    sourceIPAddress: identity.service ?? named(world.places, event.from ?? setting.from),
    userAgent: identity.service ?? named(world.agents, agent),
    ...result,
    requestID: uuid(`request ${moment.seed}`),
    eventID: uuid(`event ${moment.seed}`),
    readOnly: call.isRead,
    eventType: call.eventType,
    managementEvent: !call.isData,
    recipientAccountId: account,
    eventCategory: call.isData ? 'Data' : 'Management',
    ...(agent === 'console' && call.eventType === 'AwsApiCall'
      ? { sessionCredentialFromConsole: 'true' }
      : {}),
    ...event.fields,
  };
}

function callerOf(event: EventForm, setting: Setting, { time }: Moment, account: string): Identity {
  const { accounts } = setting.world;
  return identityOf(event.by ?? setting.by, {
    account,
    accounts,
    mfa: event.mfa === true,
    isConsole: (event.agent ?? setting.agent) === 'console',
    since: shortIsoTime(time - 20 * minuteMs),
    key: event.key,
  });
}

/** What was asked and what came of it. */
function resultOf(event: EventForm, setting: Setting, moment: Moment, account: string): RawRecord {
  const opened =
    event.opens === undefined ? undefined : sessionOf(event.opens, setting, moment, account);
  const touches = event.touches?.map((arn) => ({
    ARN: arn,
    accountId: arn.split(':')[4] || account,
  }));
  const asked = event.with || opened ? { ...opened?.request, ...event.with } : null;
  const given = event.gives || opened ? { ...opened?.response, ...event.gives } : null;
  return {
    requestParameters: hidesRefused(event) ? null : asked,
    responseElements: event.error === undefined ? given : null,
    ...(event.error === undefined ? {} : { errorCode: event.error }),
    ...messageOf(event, account),
    ...(event.extra === undefined ? {} : { additionalEventData: event.extra }),
    ...(touches === undefined ? {} : { resources: touches }),
  };
}

/** Of a refused call, IAM and STS record what was asked in the message alone. */
function hidesRefused({ call, error }: EventForm): boolean {
  return error === 'AccessDenied' && /^(?:iam|sts):/.test(call);
}

function messageOf(event: EventForm, account: string): RawRecord {
  if (event.message !== undefined) return { errorMessage: event.message };
  if (!hidesRefused(event)) return {};
  const { roleArn, policyArn, roleName, userName, groupName } = event.with ?? {};
  const named = [
    ['role', roleName],
    ['group', groupName],
    ['user', userName],
  ].find(([, name]) => name !== undefined);
  const built = named === undefined ? '*' : `arn:aws:iam::${account}:${named.join('/')}`;
  const resource = roleArn ?? (named === undefined ? policyArn : undefined) ?? built;
  return {
    errorMessage: `User is not authorized to perform: ${event.call} on resource: ${resource} because no identity-based policy allows the ${event.call} action`,
  };
}

/** Request and response of a call that gives out a session. */
function sessionOf(opens: string, { world }: Setting, { time }: Moment, account: string) {
  const opened = identityOf(opens, {
    account,
    accounts: world.accounts,
    mfa: false,
    isConsole: false,
    since: shortIsoTime(time),
    key: undefined,
  });
  const { arn, accessKeyId, principalId, sessionContext } = opened.userIdentity;
  const roleArn = text(bag(bag(sessionContext)['sessionIssuer'])['arn']);
  const roleSessionName = text(arn).split('/').slice(2).join('/');
  const credentials = {
    accessKeyId,
    sessionToken: `IQoJb3JpZ2luX2VjE${letters(text(accessKeyId), 40)}`,
    expiration: shortIsoTime(time + hourMs),
  };
  return {
    request: roleArn === '' ? {} : { roleArn, roleSessionName },
    response: { credentials, assumedRoleUser: { assumedRoleId: principalId, arn } },
  };
}

/** A name of the world, or the text itself. */
function named(names: Readonly<Record<string, string>>, name: string): string {
  return names[name] ?? name;
}

function uuid(seed: string): string {
  const hex = [0, 1, 2, 3].map((part) => hashOf(`${part} ${seed}`).toString(16).padStart(8, '0'));
  const digits = hex.join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
