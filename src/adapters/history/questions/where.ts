import { type Dimension, dimensions, type Where } from '#src/enrich/history.ts';
import { type Condition, isOfKind, type Kinds } from '../kinds.ts';
import type { TextNumbers } from '../text-numbers.ts';
import { spanOf, type Window } from './window.ts';

/** Where each dimension is kept. */
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

/** A question with its place among all, and the numbers of the texts that it asks for. */
export interface Numbered<Question> {
  readonly index: number;
  readonly question: Question;
  readonly conditions: readonly Condition[];
}

export function numberedBy<Question extends { readonly where: Where }>(
  questions: readonly Question[],
  numbers: TextNumbers,
): readonly Numbered<Question>[] {
  return questions.map((question, index) => {
    const { where } = question;
    const asked = dimensions.filter((dimension) => where[dimension] !== undefined);
    return {
      index,
      question,
      conditions: asked.map((name): Condition => [name, numbers.numberOf(where[name] ?? '')]),
    };
  });
}

/** `events e` and the conditions of questions that ask for the same in these windows. */
export function sourceOf(
  conditions: readonly Condition[],
  windows: readonly Window[],
  kinds: Kinds,
): { readonly from: string; readonly where: string } {
  const { from, to } = spanOf(windows);
  const time = (name: string) => `${name}.time >= ${from} AND ${name}.time < ${to}`;
  const resource = conditions.find(([dimension]) => dimension === 'resource')?.[1];
  const ofKind = kinds.matching(conditions);
  const ofEvent = conditions.filter(
    ([dimension]) => dimension !== 'resource' && !isOfKind(dimension),
  );
  return {
    from: resource === undefined ? 'events e' : `${touching(resource)} e`,
    where: [
      time('e'),
      ...ofEvent.map(([name, value]) => `e.${eventColumns[name]} = ${value}::UBIGINT`),
      ...(ofKind === undefined ? [] : [among('e.kind', ofKind)]),
    ].join(' AND '),
  };
}

/** The first resource of an event is a column of it, the others are in a table of their own. */
export function touching(resource: bigint): string {
  return `(SELECT * FROM events WHERE resource = ${resource}::UBIGINT
    UNION ALL SELECT events.*
    FROM (SELECT block, position FROM resources WHERE resource = ${resource}::UBIGINT) others
    JOIN events USING (block, position))`;
}

export function among(column: string, numbers: Iterable<bigint>): string {
  const all = Array.from(numbers, (number) => `${number}::UBIGINT`);
  return all.length === 0 ? 'false' : `${column} IN (${all.join(', ')})`;
}

/**
 * The database finds one number among a million in a millisecond. For a list of numbers it reads all columns of all rows,
 * so that up to so many are faster looked for one by one.
 */
export const few = 6;

/** The rows of a table that have one of these numbers, to select from. */
export function rowsWith(table: string, column: string, numbers: readonly bigint[]): string {
  if (numbers.length > few) return `(SELECT * FROM ${table} WHERE ${among(column, numbers)})`;
  const one = (number: bigint) => `SELECT * FROM ${table} WHERE ${column} = ${number}::UBIGINT`;
  return `(${numbers.map(one).join(' UNION ALL ')})`;
}

export function partsOf<T>(all: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let from = 0; from < all.length; from += size) result.push(all.slice(from, from + size));
  return result;
}
