import type { DuckDBConnection } from '@duckdb/node-api';
import type { Tally, TallyColumn, TallyQuestion } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { writeUuid } from '#src/normalize/batch/event-id-number.ts';
import type { Kinds } from '../kinds.ts';
import { groupsIn } from '../looks/answer.ts';
import type { HourCounts } from '../looks/hour-counts.ts';
import type { Found } from '../looks/looks.ts';
import type { Names } from '../names.ts';
import type { Memory } from './memory.ts';
import { isStored, storedGroups } from './stored-hours.ts';
import { statementsFor } from './tally-statements.ts';
import { type Numbered, numberedBy } from './where.ts';
import { windowOf } from './window.ts';

/** The most frequent first, and of those the ones that began first: an order that no key of a data folder changes. */
export async function answerTally(
  connection: DuckDBConnection,
  { numbers, names, kinds, looks, hours }: Memory,
  questions: readonly TallyQuestion[],
): Promise<readonly (readonly Tally[])[]> {
  await kinds.load();
  const rows: Row[] = [];
  const others: Asked[] = [];
  const all = numberedBy(questions, numbers);
  const sought = all.filter((asked) => !canBeStored(asked));
  for (const asked of all)
    if (canBeStored(asked)) rows.push(...(await storedRows(asked, kinds, hours)));
  for await (const [asked, found] of looks.at(sought)) {
    if (found) rows.push(...lookedAt(found, asked, kinds));
    else others.push(asked);
  }
  for (const statement of statementsFor(others, kinds)) {
    const reader = await connection.runAndReadAll(statement);
    for (const row of reader.getRows()) rows.push(rowOf(row, questions));
  }
  await names.load(rows.flatMap(numbersOf));
  const byQuestion = Map.groupBy(rows, ({ index }) => index);
  return questions.map(({ limit }, index) =>
    (byQuestion.get(index) ?? [])
      .map((row) => tally(row, names))
      .sort(byCount)
      .slice(0, Math.max(0, limit)),
  );
}

type Asked = Numbered<TallyQuestion>;

function canBeStored(asked: Asked): boolean {
  const { by, withoutEvent } = asked.question;
  return withoutEvent === true && isStored(asked, by);
}

const noEvent = { high: 0n, low: 0n, isHashed: false };

async function storedRows(asked: Asked, kinds: Kinds, hours: HourCounts): Promise<readonly Row[]> {
  const { index, question } = asked;
  const groups = await storedGroups(asked, question.by, kinds, hours);
  return groups.map((group) => ({ ...group, index, question, event: noEvent }));
}

function lookedAt(
  { look, others }: Found,
  { index, question }: Asked,
  kinds: Kinds,
): readonly Row[] {
  const columns = question.by.map((name) => look.column(name));
  const groups = groupsIn(look, { ...windowOf(question), conditions: others }, question.by, kinds);
  return groups.map(({ first, ...group }) => {
    const kind = kinds.of(look.kinds.values[look.kinds.codes[first] ?? 0] ?? 0n);
    return {
      ...group,
      index,
      question,
      firstSeen: look.times[first] ?? 0,
      event: {
        high: look.high[first] ?? 0n,
        low: look.low[first] ?? 0n,
        isHashed: (kind.flags & kindFlags.idIsHashed) !== 0,
      },
      values: columns.map(({ codes, values }) => values[codes[first] ?? 0] ?? 0n),
    };
  });
}

interface Row {
  readonly index: number;
  readonly count: number;
  readonly failed: number;
  readonly writes: number;
  readonly lastSeen: number;
  readonly firstSeen: number;
  readonly event: { readonly high: bigint; readonly low: bigint; readonly isHashed: boolean };
  readonly values: readonly bigint[];
  readonly question: TallyQuestion | undefined;
}

function rowOf(cells: readonly unknown[], questions: readonly TallyQuestion[]): Row {
  const [index, count, failed, writes, lastSeen, firstSeen, high, low, flags, ...values] = cells;
  const question = questions[Number(index)];
  return {
    index: Number(index),
    count: Number(count),
    failed: Number(failed),
    writes: Number(writes),
    lastSeen: Number(lastSeen),
    firstSeen: Number(firstSeen),
    event: {
      high: high as bigint,
      low: low as bigint,
      isHashed: (Number(flags) & kindFlags.idIsHashed) !== 0,
    },
    values: values.slice(0, question?.by.length).map((value) => BigInt(String(value))),
    question,
  };
}

function numbersOf({ event, values, question }: Row): bigint[] {
  const texts = values.filter((_, index) => isText(question?.by[index]));
  return event.isHashed ? [event.low, ...texts] : texts;
}

function isText(column: TallyColumn | undefined): boolean {
  return column !== 'hour' && column !== 'readOnly';
}

function tally(row: Row, names: Names): Tally {
  const { count, failed, writes, firstSeen, lastSeen, values, question } = row;
  return {
    values: values.map((value, index) => textOf(value, question?.by[index], names)),
    count,
    failed,
    writes,
    firstSeen,
    lastSeen,
    eventId: question?.withoutEvent === true ? '' : eventIdOf(row, names),
  };
}

function eventIdOf({ event }: Row, names: Names): string {
  return event.isHashed ? names.of(event.low) : writeUuid(event.high, event.low);
}

function textOf(value: bigint, column: TallyColumn | undefined, names: Names): string {
  if (column === 'hour') return String(Number(value) * hourMs);
  if (column === 'readOnly') return String(value !== 0n);
  return names.of(value);
}

function byCount(a: Tally, b: Tally): number {
  if (a.count !== b.count) return b.count - a.count;
  if (a.firstSeen !== b.firstSeen) return a.firstSeen - b.firstSeen;
  if (a.eventId !== b.eventId) return a.eventId < b.eventId ? -1 : 1;
  return a.values.join('\n') < b.values.join('\n') ? -1 : 1;
}
