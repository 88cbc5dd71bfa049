import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, StoredEvent } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import type { Kind, Kinds } from '../kinds.ts';
import type { Names } from '../names.ts';
import type { Texts } from './texts.ts';
import {
  areFew,
  eventsRelation,
  joinConditions,
  type Shape,
  shapesOf,
  sourceOfOne,
  valuesRelation,
} from './where.ts';
import { earliestOf, latestOf, spanOf } from './window.ts';

const columns = [
  'time::DOUBLE',
  'kind',
  'id_high',
  'id_low',
  'actor',
  'session',
  'access_key',
  'ip',
  'user_agent',
  'resource',
] as const;

export async function answerEvents(
  connection: DuckDBConnection,
  { numbers, names, kinds }: Texts,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly StoredEvent[])[]> {
  await kinds.load();
  const answers: StoredEvent[][] = questions.map(() => []);
  for (const shape of shapesOf(questions, numbers, ({ limit }) => String(limit)))
    for (const statement of statementsFor(shape, kinds)) {
      const reader = await connection.runAndReadAll(statement);
      const rows = reader.getRows().map((row) => rowOf(row, kinds));
      await names.load(rows.flatMap(numbersOf));
      for (const row of rows) answers[row.index]?.push(storedEvent(row, names));
    }
  return answers.map((events) => events.sort(byTimeAndId));
}

interface Row {
  readonly index: number;
  readonly time: number;
  readonly kind: Kind;
  readonly high: bigint;
  readonly low: bigint;
  /** Actor, session, access key, address, user agent, resource. */
  readonly names: readonly bigint[];
}

function rowOf(cells: readonly unknown[], kinds: Kinds): Row {
  const [index, time, kind, high, low, ...names] = cells;
  return {
    index: Number(index),
    time: Number(time),
    kind: kinds.of(kind as bigint),
    high: high as bigint,
    low: low as bigint,
    names: names as bigint[],
  };
}

const order = 'e.time, e.id_high, e.id_low';

function statementsFor(shape: Shape<EventsQuestion>, kinds: Kinds): readonly string[] {
  return areFew(shape)
    ? shape.questions.map((question) => statementForOne(shape, question, kinds))
    : [statementForAll(shape)];
}

/** Without a join the database reads the long rows only of the first events. */
function statementForOne(
  { dimensions }: Shape<EventsQuestion>,
  numbered: Shape<EventsQuestion>['questions'][number],
  kinds: Kinds,
): string {
  const { from, where } = sourceOfOne(dimensions, numbered, kinds);
  return `SELECT ${numbered.index}, ${columns.map((column) => `e.${column}`).join(', ')}
    FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${limitOf(numbered.question)}`;
}

function statementForAll(shape: Shape<EventsQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const all = shape.questions.map(({ question }) => question);
  const span = spanOf(all);
  return `SELECT q.i, ${columns.map((column) => `e.${column}`).join(', ')}
    FROM ${valuesRelation(shape, { earliest: earliestOf, latest: latestOf })}
    JOIN ${eventsRelation(shape, span)} e ON ${events || 'true'}
      AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${span.from} AND e.time < ${span.to}
    ${kinds === '' ? '' : `JOIN kinds k ON e.kind = k.kind AND ${kinds}`}
    QUALIFY row_number() OVER (PARTITION BY q.i ORDER BY ${order}) <= ${limitOf(all[0])}`;
}

function limitOf(question: EventsQuestion | undefined): number {
  return Math.max(0, Math.trunc(question?.limit ?? 0));
}

/** The id's high half too, under which the text of an id that is no UUID is kept. */
function numbersOf({ kind, high, names }: Row): readonly bigint[] {
  const { account, region, service, eventName, errorCode, flags } = kind;
  const texts = [account, region, service, eventName, errorCode, ...names];
  return isHashed(flags) ? [high, ...texts] : texts;
}

function isHashed(flags: number): boolean {
  return (flags & kindFlags.idIsHashed) !== 0;
}

function storedEvent({ time, kind, high, low, names: numbers }: Row, names: Names): StoredEvent {
  const [actor, session, accessKey, ip, userAgent, resource] = numbers.map(names.of);
  return {
    eventId: isHashed(kind.flags) ? names.of(high) : writeUuid(high, low),
    time,
    eventName: names.of(kind.eventName),
    eventSource: names.of(kind.service),
    account: names.of(kind.account),
    region: names.of(kind.region),
    actor: actor ?? '',
    session: session ?? '',
    accessKey: accessKey ?? '',
    ip: ip ?? '',
    userAgent: userAgent ?? '',
    errorCode: names.of(kind.errorCode),
    readOnly: (kind.flags & kindFlags.readOnly) !== 0,
    resource: resource ?? '',
  };
}

function byTimeAndId(a: StoredEvent, b: StoredEvent): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.eventId < b.eventId ? -1 : 1;
}
