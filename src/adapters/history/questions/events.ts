import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, StoredEvent } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import type { Names } from '../names.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { eventsRelation, joinConditions, type Shape, shapesOf, valuesRelation } from './where.ts';

/** In the order that `storedEvent` reads them; all but the last are numbers of names. */
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

function rowOf([index, time, ...numbers]: readonly unknown[]): Row {
  const [flags = 0n, high = 0n, low = 0n, ...names] = numbers.map((number) =>
    BigInt(String(number)),
  );
  return { index: Number(index), time: Number(time), flags: Number(flags), high, low, names };
}

function statementFor(shape: Shape<EventsQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const window = { earliest: fromOf, latest: toOf };
  const order = 'e.time, e.id_high, e.id_low';
  const all = shape.questions.map(({ question }) => question);
  const limit = Math.max(0, Math.trunc(all[0]?.limit ?? 0));
  return `SELECT q.i, e.time::DOUBLE, k.flags, e.id_high, e.id_low, ${nameColumns.join(', ')}
    FROM ${valuesRelation(shape, window)}
    JOIN ${eventsRelation(shape)} e ON ${events || 'true'} AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${Math.min(...all.map(fromOf))} AND e.time < ${Math.max(...all.map(toOf))}
    JOIN kinds k ON e.kind = k.kind AND ${kinds || 'true'}
    ${all.length === 1 ? `ORDER BY ${order} LIMIT ${limit}` : `QUALIFY row_number() OVER (PARTITION BY q.i ORDER BY ${order}) <= ${limit}`}`;
}

function fromOf({ from }: EventsQuestion): number {
  return within(from);
}

function toOf({ to }: EventsQuestion): number {
  return within(to);
}

/** A window may be open to a side; the database knows no infinity among whole numbers. */
function within(time: number): number {
  return Math.trunc(Math.min(Math.max(time, -(2 ** 50)), 2 ** 50));
}

/** The id's high half too, under which the text of an id that is no UUID is kept. */
function numbersOf({ flags, high, names }: Row): readonly bigint[] {
  return isHashed(flags) ? [high, ...names] : names;
}

function isHashed(flags: number): boolean {
  return (flags & kindFlags.idIsHashed) !== 0;
}

function storedEvent({ time, flags, high, low, names: numbers }: Row, names: Names): StoredEvent {
  const text = (column: (typeof nameColumns)[number]): string =>
    names.of(numbers[nameColumns.indexOf(column)] ?? 0n);
  return {
    eventId: isHashed(flags) ? names.of(high) : writeUuid(high, low),
    time,
    eventName: text('k.event_name'),
    eventSource: text('k.service'),
    account: text('k.account'),
    region: text('k.region'),
    actor: text('e.actor'),
    session: text('e.session'),
    accessKey: text('e.access_key'),
    ip: text('e.ip'),
    userAgent: text('e.user_agent'),
    errorCode: text('k.error_code'),
    readOnly: (flags & kindFlags.readOnly) !== 0,
    resource: text('e.resource'),
  };
}

function byTimeAndId(a: StoredEvent, b: StoredEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
