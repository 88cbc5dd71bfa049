import type {
  Assumption,
  AssumptionQuestion,
  EventsQuestion,
  History,
  HourCount,
  Seen,
  SeenQuestion,
  StoredEvent,
  Tally,
  TallyColumn,
  TallyQuestion,
  Where,
} from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { hourMs } from '#src/model/time.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { assumptionOf } from '#src/normalize/batch/assumption.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { userAgentFamilyOf } from '#src/normalize/user-agent/family.ts';

/** Answers like the real history, from records in memory; every event counts once. */
export function memoryHistory(records: readonly RawRecord[]): History {
  const byId = new Map(records.map((record) => [eventIdOf(record), record]));
  const rows = [...byId.values()].map(toRow).toSorted(byTime);

  return {
    seen: async (questions) => questions.map((question) => seen(rows, question)),
    events: async (questions) => questions.map((question) => eventsOf(rows, question)),
    assumptions: async (questions) => questions.map((question) => assumptionsIn(rows, question)),
    hourly: async (questions) => questions.map((question) => hoursOf(eventsOf(rows, question))),
    tally: async (questions) => questions.map((question) => tallyOf(rows, question)),
    records: async (ids) => ids.map((id) => byId.get(id)),
  };
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
    eventId: eventIdOf(record),
    time: eventTimeOf(record),
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
    readOnly: record['readOnly'] === true || record['readOnly'] === 'true',
    resource: resources[0] ?? '',
  };
  const action = `${eventSource}:${plainEventName(event.eventName)}`;
  const { actor, session, accessKey, account, region, ip, userAgent, resource } = event;
  const where = { actor, session, accessKey, account, region, ip, userAgent, resource };
  return { record, event, resources, where: { ...where, service: eventSource, action } };
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

function tallyOf(rows: readonly Row[], question: TallyQuestion): Tally[] {
  const { where, from, to, by, limit, withoutEvent } = question;
  const found = rows.filter(
    (row) => isMatch(row, where) && row.event.time >= from && row.event.time < to,
  );
  const groups = Map.groupBy(found, (row) => JSON.stringify(by.map((column) => cell(row, column))));
  return [...groups]
    .map(([values, group]) => tallied(JSON.parse(values) as string[], group))
    .map((row) => (withoutEvent === true ? { ...row, eventId: '' } : row))
    .toSorted(byCount)
    .slice(0, limit);
}

function byCount(a: Tally, b: Tally): number {
  if (a.count !== b.count) return b.count - a.count;
  if (a.firstSeen !== b.firstSeen) return a.firstSeen - b.firstSeen;
  if (a.eventId !== b.eventId) return a.eventId < b.eventId ? -1 : 1;
  return a.values.join('\n') < b.values.join('\n') ? -1 : 1;
}

function tallied(values: readonly string[], group: readonly Row[]): Tally {
  const events = group.map(({ event }) => event);
  return {
    values,
    count: events.length,
    failed: events.filter(({ errorCode }) => errorCode !== '').length,
    writes: events.filter(({ readOnly }) => !readOnly).length,
    firstSeen: events[0]?.time ?? 0,
    lastSeen: events.at(-1)?.time ?? 0,
    eventId: events[0]?.eventId ?? '',
  };
}

function cell({ where, event }: Row, column: TallyColumn): string {
  if (column === 'hour') return String(Math.floor(event.time / hourMs) * hourMs);
  if (column === 'errorCode') return event.errorCode;
  if (column === 'readOnly') return String(event.readOnly);
  return where[column];
}

function assumptionsIn(rows: readonly Row[], question: AssumptionQuestion): readonly Assumption[] {
  return rows
    .filter(({ event }) => isBefore(event.time, question.before))
    .filter(({ event }) => event.time >= (question.from ?? Number.NEGATIVE_INFINITY))
    .flatMap(({ record, event }) => {
      const facts = assumptionOf(record);
      return facts === undefined ? [] : [{ ...facts, time: event.time }];
    })
    .filter((assumption) => isAsked(assumption, question))
    .filter(({ errorCode }) => question.hasFailed !== true || errorCode !== '')
    .slice(-question.limit);
}

function isAsked(assumption: Assumption, question: AssumptionQuestion): boolean {
  if (question.issuedKey !== undefined) return assumption.issuedKey === question.issuedKey;
  if (question.sharedEventId !== undefined)
    return assumption.sharedEventId === question.sharedEventId;
  if (question.sessionArn !== undefined) return assumption.sessionArn === question.sessionArn;
  return assumption.callerActor === question.actor;
}
