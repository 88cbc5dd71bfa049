import { lowestScoreOf } from '#src/analyze/risk/level.ts';
import { type Severity, severities } from '#src/model/severity.ts';

export interface AlertFilter {
  /** The severity or the level of the risk reaches it. */
  readonly minSeverity?: Severity;
  /** ISO 8601, UTC: from inclusive, to exclusive. */
  readonly from?: string;
  readonly to?: string;
}

export interface AlertPage {
  readonly order: 'time' | 'score';
  /** Largest or newest first. */
  readonly limit: number;
  readonly offset?: number;
}

/** The part of a query after its columns, and the values for its placeholders. */
export function alertQuery(
  filter: AlertFilter,
  page: AlertPage,
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  const conditions = [...gravityCondition(filter), ...conditionsOf(filter)];
  const where = conditions.map(({ sql }) => sql).join(' AND ') || 'true';
  const values = conditions.flatMap(({ values: each }) => each);
  const order = page.order === 'time' ? 'time DESC' : 'score DESC, time DESC';
  return {
    sql: `FROM alerts WHERE ${where} ORDER BY ${order}, id LIMIT ? OFFSET ?`,
    values: [...values, page.limit, page.offset ?? 0],
  };
}

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function gravityCondition({ minSeverity }: AlertFilter): readonly Condition[] {
  if (minSeverity === undefined) return [];
  const values = [severities.indexOf(minSeverity), lowestScoreOf(minSeverity)];
  return [{ sql: '(severity >= ? OR score >= ?)', values }];
}

function conditionsOf({ from, to }: AlertFilter): readonly Condition[] {
  const all = [
    { sql: 'time >= ?', value: from },
    { sql: 'time < ?', value: to },
  ];
  return all.flatMap(({ sql, value }) => (value === undefined ? [] : [{ sql, values: [value] }]));
}
