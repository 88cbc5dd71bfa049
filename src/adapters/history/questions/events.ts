import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventsQuestion, StoredEvent } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import type { Condition, Kind, Kinds } from '../kinds.ts';
import { rowsIn } from '../looks/answer.ts';
import { lookColumns } from '../looks/look.ts';
import type { Found } from '../looks/looks.ts';
import type { Names } from '../names.ts';
import type { Memory } from './memory.ts';
import { numberedBy, sourceOf } from './where.ts';
import { windowOf } from './window.ts';

export async function answerEvents(
  connection: DuckDBConnection,
  { numbers, names, kinds, looks }: Memory,
  questions: readonly EventsQuestion[],
): Promise<readonly (readonly StoredEvent[])[]> {
  await kinds.load();
  const answers: (readonly Row[])[] = questions.map(() => []);
  for await (const [asked, found] of looks.at(numberedBy(questions, numbers))) {
    const { index, question, conditions } = asked;
    answers[index] = found
      ? lookedAt(found, question, kinds)
      : await askedFor(connection, conditions, question, kinds);
  }
  await names.load(answers.flat().flatMap(numbersOf));
  return answers.map((rows) => rows.map((row) => storedEvent(row, names)).sort(byTimeAndId));
}

interface Row {
  readonly time: number;
  readonly kind: Kind;
  readonly high: bigint;
  readonly low: bigint;
  /** Actor, session, access key, address, user agent, resource. */
  readonly names: readonly bigint[];
}

const nameColumns = ['actor', 'session', 'accessKey', 'ip', 'userAgent', 'resource'] as const;

function lookedAt({ look, others }: Found, question: EventsQuestion, kinds: Kinds): readonly Row[] {
  const rows = rowsIn(look, { ...windowOf(question), conditions: others }, question.limit);
  const coded = nameColumns.map((name) => look.column(name));
  return rows.map((row) => ({
    time: look.times[row] ?? 0,
    kind: kinds.of(look.kinds.values[look.kinds.codes[row] ?? 0] ?? 0n),
    high: look.high[row] ?? 0n,
    low: look.low[row] ?? 0n,
    names: coded.map(({ codes, values }) => values[codes[row] ?? 0] ?? 0n),
  }));
}

/** Without a join the database reads the long rows only of the first events. */
async function askedFor(
  connection: DuckDBConnection,
  conditions: readonly Condition[],
  question: EventsQuestion,
  kinds: Kinds,
): Promise<readonly Row[]> {
  const { from, where } = sourceOf(conditions, [question], kinds);
  const limit = Math.max(0, Math.trunc(question.limit));
  const reader = await connection.runAndReadAll(
    `SELECT ${lookColumns.map((column) => `e.${column}`).join(', ')} FROM ${from} WHERE ${where}
     ORDER BY e.time, e.id_high, e.id_low LIMIT ${limit}`,
  );
  return reader.getRows().map(([time, kind, high, low, ...names]) => ({
    time: Number(time),
    kind: kinds.of(kind as bigint),
    high: high as bigint,
    low: low as bigint,
    names: names as bigint[],
  }));
}

/** The id's low half too, under which the text of an id that is no UUID is kept. */
function numbersOf({ kind, low, names }: Row): readonly bigint[] {
  const { account, region, service, eventName, errorCode, flags } = kind;
  const texts = [account, region, service, eventName, errorCode, ...names];
  return isHashed(flags) ? [low, ...texts] : texts;
}

function isHashed(flags: number): boolean {
  return (flags & kindFlags.idIsHashed) !== 0;
}

function storedEvent({ time, kind, high, low, names: numbers }: Row, names: Names): StoredEvent {
  const [actor, session, accessKey, ip, userAgent, resource] = numbers.map(names.of);
  return {
    eventId: isHashed(kind.flags) ? names.of(low) : writeUuid(high, low),
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
