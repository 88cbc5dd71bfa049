import { type Dimension, dimensions, type Where } from '#src/enrich/history.ts';
import { type Condition, isOfKind, type Kinds } from '../kinds.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { always, spanOf, type Window } from './window.ts';

/** Where each dimension is kept. `touched` is every resource of an event, see `eventsRelation`. */
const columns: Readonly<Record<Dimension, string>> = {
  actor: 'e.actor',
  session: 'e.session',
  accessKey: 'e.access_key',
  ip: 'e.ip',
  userAgent: 'e.user_agent',
  resource: 'e.touched',
  account: 'k.account',
  region: 'k.region',
  service: 'k.service',
  action: 'k.action',
};

/** The same without the name of the relation; `resource` is the first one only. */
export const eventColumns: Readonly<Record<Dimension, string>> = {
  actor: 'actor',
  session: 'session',
  accessKey: 'access_key',
  ip: 'ip',
  userAgent: 'user_agent',
  resource: 'resource',
  account: 'account',
  region: 'region',
  service: 'service',
  action: 'action',
};

/** Questions that ask for the same dimensions are answered by one statement. */
export interface Shape<Question> {
  readonly dimensions: readonly Dimension[];
  readonly questions: readonly Numbered<Question>[];
}

/** A question with its place among all, and the numbers of the texts that it asks for. */
export interface Numbered<Question> {
  readonly index: number;
  readonly question: Question;
  readonly values: readonly bigint[];
}

/** A longer statement takes longer to parse than it saves. */
const mostInStatement = 512;

export function shapesOf<Question extends { readonly where: Where }>(
  questions: readonly Question[],
  numbers: TextNumbers,
  further: (question: Question) => string = () => '',
): readonly Shape<Question>[] {
  const groups = Map.groupBy(
    questions.map((question, index) => numbered(question, index, numbers)),
    ({ asked, question }) => `${asked.join(' ')} ${further(question)}`,
  );
  return [...groups.values()].flatMap((group) =>
    partsOf(group, mostInStatement).map((part) => ({
      dimensions: part[0]?.asked ?? [],
      questions: part,
    })),
  );
}

function numbered<Question extends { readonly where: Where }>(
  question: Question,
  index: number,
  numbers: TextNumbers,
): Numbered<Question> & { readonly asked: readonly Dimension[] } {
  const { where } = question;
  const asked = askedOf(where);
  return {
    asked,
    index,
    question,
    values: asked.map((dimension) => numbers.numberOf(where[dimension] ?? '')),
  };
}

/** In an order of their own. */
export function askedOf(where: Where): readonly Dimension[] {
  return dimensions.filter((dimension) => where[dimension] !== undefined);
}

/** `(VALUES …) q(i, w0, w1, …, further…)`; all values are numbers, so none needs quoting. */
export function valuesRelation<Question>(
  { dimensions: asked, questions }: Shape<Question>,
  further: Readonly<Record<string, (question: Question) => number>>,
): string {
  const rows = questions.map(({ index, question, values }) => {
    const numbers = values.map((value) => `${value}::UBIGINT`);
    const others = Object.values(further).map((of) => `${of(question)}::BIGINT`);
    return `(${[`${index}::INTEGER`, ...numbers, ...others].join(', ')})`;
  });
  const names = ['i', ...asked.map((_, index) => `w${index}`), ...Object.keys(further)];
  return `(VALUES ${rows.join(', ')}) q(${names.join(', ')})`;
}

/** Conditions that join `kinds k` and `events e` to the questions. */
export function joinConditions(asked: readonly Dimension[]): { kinds: string; events: string } {
  const all = asked.map((dimension, index) => `${columns[dimension]} = q.w${index}`);
  const of = (table: string): string[] => all.filter((condition) => condition.startsWith(table));
  return {
    kinds: of('k.').join(' AND '),
    events: of('e.').join(' AND '),
  };
}

export function asksKind(asked: readonly Dimension[]): boolean {
  return asked.some((dimension) => columns[dimension].startsWith('k.'));
}

export function asksKindOnly(asked: readonly Dimension[]): boolean {
  return asked.every((dimension) => columns[dimension].startsWith('k.'));
}

/** The events, or, for questions about resources, one row for each event and resource of those asked for. */
export function eventsRelation<Question>(
  { dimensions: asked, questions }: Shape<Question>,
  { from, to }: Window = always,
): string {
  const place = asked.indexOf('resource');
  if (place === -1) return 'events';
  const wanted = [...new Set(questions.map(({ values }) => `${values[place]}::UBIGINT`))];
  const touched = `resource IN (${wanted.join(', ')}) AND time >= ${from} AND time < ${to}`;
  return `(SELECT *, resource AS touched FROM events WHERE ${touched}
    UNION ALL
    SELECT events.*, others.resource AS touched
    FROM (SELECT resource, block, position FROM resources WHERE ${touched}) others
    JOIN events USING (block, position)
    WHERE events.time >= ${from} AND events.time < ${to})`;
}

/** More questions than these are answered faster together than one by one. */
const few = 4;

export function areFew<Question>({ questions }: Shape<Question>): boolean {
  return questions.length <= few;
}

/**
 * `events e` and the conditions of one question, with numbers in place of a join: so the database skips what cannot match
 * while it reads.
 */
export function sourceOfOne<Question extends Window>(
  dimensions: readonly Dimension[],
  question: Numbered<Question>,
  kinds: Kinds,
): { readonly from: string; readonly where: string } {
  const shape = { dimensions, questions: [question] };
  const span = spanOf([question.question]);
  const conditions = dimensions.map(
    (dimension, at): Condition => [dimension, question.values[at] ?? 0n],
  );
  const ofEvent = dimensions.flatMap((dimension, at) =>
    isOfKind(dimension) ? [] : [`${columns[dimension]} = ${question.values[at]}::UBIGINT`],
  );
  const ofKind = kinds.matching(conditions);
  const where = [
    `e.time >= ${span.from} AND e.time < ${span.to}`,
    ...ofEvent,
    ...(ofKind === undefined ? [] : [among('e.kind', ofKind)]),
  ];
  return { from: `${eventsRelation(shape, span)} e`, where: where.join(' AND ') };
}

export function among(column: string, numbers: Iterable<bigint>): string {
  const all = Array.from(numbers, (number) => `${number}::UBIGINT`);
  return all.length === 0 ? 'false' : `${column} IN (${all.join(', ')})`;
}

export function partsOf<T>(all: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let from = 0; from < all.length; from += size) result.push(all.slice(from, from + size));
  return result;
}
