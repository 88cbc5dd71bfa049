import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, StoredEvent } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import type { Names } from '../names.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { eventsRelation, joinConditions, type Shape, shapesOf, valuesRelation } from './where.ts';
import { earliestOf, latestOf, spanOf } from './window.ts';

/** Numbers of names, in the order that `storedEvent` reads them. */
const nameColumns = [
  'k.event_name',
  'k.service',
  'k.account',
  'k.region',
  'e.actor',
  'e.session',
  'e.access_key',
  'e.ip',
  'e.user_agent',
  'k.error_code',
  'e.resource',
] as const;

export async function answerEvents(
  connection: DuckDBConnection,
  numbers: TextNumbers,
  names: Names,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly StoredEvent[])[]> {
  const answers: StoredEvent[][] = questions.map(() => []);
  for (const shape of shapesOf(questions, numbers, ({ limit }) => String(limit))) {
    const reader = await connection.runAndReadAll(statementFor(shape));
    const rows = reader.getRows().map(rowOf);
    await names.load(rows.flatMap(numbersOf));
    for (const row of rows) answers[row.index]?.push(storedEvent(row, names));
  }
  return answers.map((events) => events.sort(byTimeAndId));
}

interface Row {
  readonly index: number;
  readonly time: number;
  readonly flags: number;
  readonly high: bigint;
  readonly low: bigint;
  readonly names: readonly bigint[];
}

function rowOf([index, time, flags, high, low, ...names]: readonly unknown[]): Row {
  return {
    index: Number(index),
    time: Number(time),
    flags: Number(flags),
    high: high as bigint,
    low: low as bigint,
    names: names as bigint[],
  };
}

function statementFor(shape: Shape<EventsQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const all = shape.questions.map(({ question }) => question);
  const span = spanOf(all);
  const order = 'e.time, e.id_high, e.id_low';
  const limit = Math.max(0, Math.trunc(all[0]?.limit ?? 0));
  const first =
    all.length === 1
      ? `ORDER BY ${order} LIMIT ${limit}`
      : `QUALIFY row_number() OVER (PARTITION BY q.i ORDER BY ${order}) <= ${limit}`;
  return `SELECT q.i, e.time::DOUBLE, k.flags, e.id_high, e.id_low, ${nameColumns.join(', ')}
    FROM ${valuesRelation(shape, { earliest: earliestOf, latest: latestOf })}
    JOIN ${eventsRelation(shape, span)} e ON ${events || 'true'}
      AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${span.from} AND e.time < ${span.to}
    JOIN kinds k ON e.kind = k.kind AND ${kinds || 'true'}
    ${first}`;
}

/** The id's high half too, under which the text of an id that is no UUID is kept. */
function numbersOf({ flags, high, names }: Row): readonly bigint[] {
  return isHashed(flags) ? [high, ...names] : names;
}

function isHashed(flags: number): boolean {
  return (flags & kindFlags.idIsHashed) !== 0;
}

function storedEvent({ time, flags, high, low, names: numbers }: Row, names: Names): StoredEvent {
  const [eventName, service, account, region, ...others] = numbers.map(names.of);
  const [actor, session, accessKey, ip, userAgent, errorCode, resource] = others;
  return {
    eventId: isHashed(flags) ? names.of(high) : writeUuid(high, low),
    time,
    eventName: eventName ?? '',
    eventSource: service ?? '',
    account: account ?? '',
    region: region ?? '',
    actor: actor ?? '',
    session: session ?? '',
    accessKey: accessKey ?? '',
    ip: ip ?? '',
    userAgent: userAgent ?? '',
    errorCode: errorCode ?? '',
    readOnly: (flags & kindFlags.readOnly) !== 0,
    resource: resource ?? '',
  };
}

function byTimeAndId(a: StoredEvent, b: StoredEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
