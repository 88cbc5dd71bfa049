import type { RuleInfo } from '#src/analyze/rule-info.ts';
import { compareTexts } from '#src/compare-texts.ts';
import type { Signal } from '#src/detect/group/alert-group.ts';
import { noLookups } from '#src/enrich/lookups.ts';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import type { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import type { Detection } from '#src/model/detection.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { resourceClassOf } from '#src/normalize/resource-class.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { relate, understand } from '#src/pipeline.ts';

export const prodAccount = '111122223333';
export const toolsAccount = '444455556666';
export const strangeAccount = '999988887777';

let made = 0;

/** One CloudTrail record of an IAM user's call; name only what the test is about. */
export function aRecord(fields: Record<string, unknown> = {}): RawRecord {
  made += 1;
  return {
    eventVersion: '1.11',
    eventID: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    eventTime: '2026-03-03T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '203.0.113.9',
    userAgent:
      'aws-cli/2.22.0 md/awscrt#0.23.8 ua/2.0 os/linux#6.8 md/arch#x86_64 lang/python#3.12.6',
    eventType: 'AwsApiCall',
    eventCategory: 'Management',
    managementEvent: true,
    readOnly: false,
    recipientAccountId: prodAccount,
    userIdentity: anIamUser('alice'),
    ...fields,
  };
}

export function anIamUser(userName: string, account = prodAccount): Record<string, unknown> {
  return {
    type: 'IAMUser',
    principalId: `AIDA${userName.toUpperCase()}EXAMPLE`,
    arn: `arn:aws:iam::${account}:user/${userName}`,
    accountId: account,
    accessKeyId: `AKIA${userName.toUpperCase()}EXAMPLE`,
    userName,
  };
}

export function aRoot(account = prodAccount): Record<string, unknown> {
  return {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: 'ASIAROOTEXAMPLE00001',
    sessionContext: { attributes: { mfaAuthenticated: 'false' } },
  };
}

export interface SessionFields {
  readonly role: string;
  readonly session: string;
  readonly key: string;
  readonly account?: string;
}

export function aRoleSession({ role, session, key, account = prodAccount }: SessionFields) {
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    accountId: account,
    accessKeyId: key,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: `arn:aws:iam::${account}:role/${role}`,
        accountId: account,
        userName: role,
      },
      attributes: { mfaAuthenticated: 'false' },
    },
  };
}

/** AssumeRole by `caller`, issuing `key`. */
export function anAssumeRole(
  caller: Record<string, unknown>,
  { role, session, key, account = prodAccount }: SessionFields,
  fields: Record<string, unknown> = {},
): RawRecord {
  return aRecord({
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    userIdentity: caller,
    recipientAccountId: account,
    requestParameters: {
      roleArn: `arn:aws:iam::${account}:role/${role}`,
      roleSessionName: session,
    },
    responseElements: {
      credentials: { accessKeyId: key, sessionToken: 'not kept', expiration: 'later' },
      assumedRoleUser: {
        assumedRoleId: `AROAEXAMPLE:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      },
    },
    readOnly: true,
    ...fields,
  });
}

export function aRule(fields: Partial<RuleInfo> = {}): RuleInfo {
  const name = fields.name ?? 'some-rule';
  return { id: `id-of-${name}`, name, title: `Rule ${name}`, level: 'high', tags: [], ...fields };
}

/** What a rule's match of this record would be. */
export function aDetection(record: RawRecord, rule = 'id-of-some-rule'): Detection {
  return {
    rule,
    time: eventTimeOf(record),
    eventId: eventIdOf(record),
    eventName: text(record['eventName']),
    eventSource: text(record['eventSource']),
    account: accountOf(record),
    region: text(record['awsRegion']),
    actorKey: actorKeyOf(record),
    accessKey: text(bag(record['userIdentity'])['accessKeyId']),
    sourceIp: text(record['sourceIPAddress']),
    resourceClass: resourceClassOf(record),
    record,
  };
}

export function aConfig(fields: Record<string, unknown> = {}): Config {
  return Config.parse(fields);
}

export interface Incident {
  /** Every event that the history holds. */
  readonly events: readonly RawRecord[];
  readonly signals: readonly Signal[];
  readonly rules?: readonly RuleInfo[];
  readonly config?: Config;
}

/** The alerts of an incident, through the whole product, with a history in memory. */
export async function alertsOf(incident: Incident): Promise<readonly Alert[]> {
  const { events, signals, rules = [aRule()], config = aConfig() } = incident;
  const alerts: Alert[] = [];
  const understanding = {
    history: memoryHistory(events),
    config,
    lookups: noLookups,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
  };
  const cases = await relate(inOrder(signals), understanding);
  for await (const alert of understand(inOrder(signals), { ...understanding, cases }))
    alerts.push(alert);
  return alerts;
}

/** As the spool gives them. */
async function* inOrder(signals: readonly Signal[]): AsyncGenerator<Signal> {
  const timeOf = (signal: Signal) => ('eventIds' in signal ? signal.lastSeen : signal.time);
  const idOf = (signal: Signal) => ('eventId' in signal ? signal.eventId : '');
  yield* signals.toSorted(
    (a, b) =>
      timeOf(a) - timeOf(b) || compareTexts(idOf(a), idOf(b)) || compareTexts(a.rule, b.rule),
  );
}
