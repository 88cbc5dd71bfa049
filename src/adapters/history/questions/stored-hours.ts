import type { TallyColumn } from '#src/enrich/history.ts';
import { isOfKind } from '../kinds.ts';
import { eventColumns, type Numbered } from './where.ts';
import { earliestOf, hourOf, isWholeHours, latestOf, type Window } from './window.ts';

/** A longer statement takes longer to parse than it saves. */
export const mostInStatement = 512;

const ofKindOrHour: ReadonlySet<TallyColumn> = new Set(['hour', 'errorCode', 'readOnly']);

/** Whether the counts by hour and kind, made when the events were stored, answer this. */
export function isStored(
  { conditions, question }: Numbered<Window>,
  by: readonly TallyColumn[] = [],
): boolean {
  const named = by.filter((column) => !ofKindOrHour.has(column));
  return (
    isWholeHours(question) &&
    conditions.every(([dimension]) => isOfKind(dimension)) &&
    named.every(isOfKind)
  );
}

/** `hours h` and `kinds k` of questions `q` that ask for the same dimensions. */
export function storedHours(questions: readonly Numbered<Window>[]): string {
  const [first] = questions;
  const columns = (first?.conditions ?? []).map(([dimension]) => eventColumns[dimension]);
  const rows = questions.map(({ index, question, conditions }) => {
    const values = conditions.map(([, value]) => `${value}::UBIGINT`);
    const hours = [hourOf(earliestOf)(question), hourOf(latestOf)(question)];
    return `(${[`${index}::INTEGER`, ...values, ...hours.map((hour) => `${hour}::BIGINT`)].join(', ')})`;
  });
  const names = ['i', ...columns, 'earliest', 'latest'];
  const same = columns.map((column) => `k.${column} = q.${column}`);
  return `(VALUES ${rows.join(', ')}) q(${names.join(', ')})
    JOIN kinds k ON ${same.join(' AND ') || 'true'}
    JOIN hours h ON h.kind = k.kind AND h.hour >= q.earliest AND h.hour < q.latest`;
}

/** Questions that ask for the same dimensions are answered together. */
export function dimensionsOf({ conditions }: Numbered<unknown>): string {
  return conditions.map(([dimension]) => dimension).join(' ');
}
