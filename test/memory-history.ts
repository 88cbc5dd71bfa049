import type {
  Assumption,
  AssumptionQuestion,
  EventsQuestion,
  History,
  HourCount,
  Seen,
  SeenQuestion,
  StoredEvent,
  Where,
} from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { bag, list, pickText, text } from '#src/normalize/untyped.ts';
import { userAgentFamilyOf } from '#src/normalize/user-agent/family.ts';

const hourMs = 3_600_000;

/** Answers like the real history, from records in memory; every event counts once. */
export function memoryHistory(records: readonly RawRecord[]): History {
  const byId = new Map(records.map((record) => [text(record['eventID']), record]));
  const rows = [...byId.values()].map(toRow).toSorted(byTime);

  return {
    seen: async (questions) => questions.map((question) => seen(rows, question)),
    events: async (questions) => questions.map((question) => eventsOf(rows, question)),
    assumptions: async (questions) => questions.map((question) => assumptionsOf(rows, question)),
    hourly: async (questions) => questions.map((question) => hoursOf(eventsOf(rows, question))),
    records: async (ids) => ids.map((id) => byId.get(id)),
  };
}

/** A history that cannot be asked. */
export function brokenHistory(): History {
  const fail = async () => {
    throw new TypeError('the store is gone');
  };
  return { seen: fail, events: fail, assumptions: fail, hourly: fail, records: fail };
}

interface Row {
  readonly record: RawRecord;
  readonly event: StoredEvent;
  readonly where: Required<Where>;
  readonly resources: readonly string[];
}

function toRow(record: RawRecord): Row {
  const identity = bag(record['userIdentity']);
  const eventSource = text(record['eventSource']);
  const resources = resourcesOf(record);
  const event: StoredEvent = {
    eventId: text(record['eventID']),
    time: Date.parse(text(record['eventTime'])) || 0,
    eventName: text(record['eventName']),
    eventSource,
    account: accountOf(record),
    region: text(record['awsRegion']),
    actor: actorKeyOf(record),
    session: text(identity['arn']),
    accessKey: text(identity['accessKeyId']),
    ip: text(record['sourceIPAddress']),
    userAgent: userAgentFamilyOf(text(record['userAgent'])),
    errorCode: text(record['errorCode']),
    readOnly: record['readOnly'] === true,
    resource: resources[0] ?? '',
  };
  const action = `${eventSource}:${plainEventName(event.eventName)}`;
  const { actor, session, accessKey, account, region, ip, userAgent, resource } = event;
  const where = { actor, session, accessKey, account, region, ip, userAgent, resource };
  return { record, event, resources, where: { ...where, service: eventSource, action } };
}

function resourcesOf(record: RawRecord): readonly string[] {
  const request = bag(record['requestParameters']);
  const arns = list(record['resources']).map((resource) => pickText(bag(resource), 'ARN', 'arn'));
  const names = ['userName', 'roleName', 'bucketName', 'policyArn', 'roleArn', 'secretId'];
  return [...arns, ...names.map((name) => pickText(request, name))].filter((name) => name !== '');
}

function byTime(a: Row, b: Row): number {
  return a.event.time - b.event.time || (a.event.eventId < b.event.eventId ? -1 : 1);
}

function isMatch({ where, resources }: Row, wanted: Where): boolean {
  return Object.entries(wanted).every(([dimension, value]) =>
    dimension === 'resource' ? resources.includes(value) : Reflect.get(where, dimension) === value,
  );
}

function seen(rows: readonly Row[], { where, before }: SeenQuestion): Seen {
  const found = rows.filter((row) => isMatch(row, where) && isBefore(row.event.time, before));
  return {
    count: found.length,
    firstSeen: found[0]?.event.time,
    lastSeen: found.at(-1)?.event.time,
  };
}

function isBefore(time: number, before: number | undefined): boolean {
  return before === undefined || time < before;
}

function eventsOf(
  rows: readonly Row[],
  { where, from, to, limit }: EventsQuestion,
): readonly StoredEvent[] {
  return rows
    .filter((row) => isMatch(row, where) && row.event.time >= from && row.event.time < to)
    .slice(0, limit)
    .map(({ event }) => event);
}

function hoursOf(events: readonly StoredEvent[]): readonly HourCount[] {
  const hours = Map.groupBy(events, ({ time }) => Math.floor(time / hourMs) * hourMs);
  return [...hours].map(([hour, ofHour]) => ({ hour, count: ofHour.length }));
}

const issuing =
  /^(AssumeRole|AssumeRoot|GetSessionToken|GetFederationToken|SwitchRole|GetRoleCredentials)/;

function assumptionsOf(rows: readonly Row[], question: AssumptionQuestion): readonly Assumption[] {
  return rows
    .filter(({ event }) => issuing.test(event.eventName) && isBefore(event.time, question.before))
    .map(toAssumption)
    .filter((assumption) => isAsked(assumption, question))
    .slice(-question.limit);
}

function isAsked(assumption: Assumption, question: AssumptionQuestion): boolean {
  if (question.issuedKey !== undefined) return assumption.issuedKey === question.issuedKey;
  if (question.sharedEventId !== undefined)
    return assumption.sharedEventId === question.sharedEventId;
  if (question.sessionArn !== undefined) return assumption.sessionArn === question.sessionArn;
  return assumption.callerActor === question.actor;
}

function toAssumption({ record, event }: Row): Assumption {
  const response = bag(record['responseElements']);
  const issued = bag(response['credentials']);
  const user = bag(response['assumedRoleUser']);
  const { eventId, time, eventName, account, region, ip, errorCode } = event;
  return {
    eventId,
    sharedEventId: text(record['sharedEventID']),
    time,
    eventName,
    account,
    region,
    ip,
    errorCode,
    callerActor: event.actor,
    callerArn: event.session,
    callerKey: event.accessKey,
    roleArn: pickText(bag(record['requestParameters']), 'roleArn'),
    sessionArn: text(user['arn']),
    issuedKey: text(issued['accessKeyId']),
  };
}
