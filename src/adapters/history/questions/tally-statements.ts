import type { TallyColumn, TallyQuestion } from '#src/enrich/history.ts';
import { hourMs } from '#src/model/time.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import type { Kinds } from '../kinds.ts';
import { type Numbered, partsOf, sourceOf } from './where.ts';
import { earliestOf, latestOf } from './window.ts';

/** What is counted: the number of a text, of an hour, or of the flag. */
const columns: Readonly<Record<TallyColumn, string>> = {
  actor: 'e.actor',
  session: 'e.session',
  accessKey: 'e.access_key',
  ip: 'e.ip',
  userAgent: 'e.user_agent',
  resource: 'e.resource',
  account: 'k.account',
  region: 'k.region',
  service: 'k.service',
  action: 'k.action',
  errorCode: 'k.error_code',
  hour: `e.time // ${hourMs}`,
  readOnly: `k.flags & ${kindFlags.readOnly}`,
};

/** Ways of counting in one statement; a longer one takes longer to parse than it saves. */
const mostWays = 32;

type Asked = Numbered<TallyQuestion>;

/**
 * Rows of a statement: the question's index, number of events, of failed and of writing ones, last and first time, the
 * first event's id in two halves, the flags of its kind, and the values of the question's columns.
 */
export function statementsFor(asked: readonly Asked[], kinds: Kinds): readonly string[] {
  const places = Map.groupBy(asked, ({ conditions }) => conditions.join(' '));
  return [...places.values()].flatMap((place) =>
    partsOf(place, mostWays).map((part) => statementOfOne(part, kinds)),
  );
}

/** A number that orders events by time and then by the first half of their ids. */
const place = `e.time * ${2n ** 64n}::HUGEINT + e.id_high`;

/** The events that all of these questions are about, and one way of counting them for each. */
function statementOfOne(asked: readonly Asked[], kinds: Kinds): string {
  const questions = asked.map(({ question }) => question);
  const { from, where } = sourceOf(asked[0]?.conditions ?? [], questions, kinds);
  const used = [...new Set(questions.flatMap(({ by }) => by))];
  const most = Math.max(...questions.map(({ by }) => by.length));
  return `WITH looked AS MATERIALIZED (
      SELECT e.time, e.id_high, e.id_low, k.error_code <> 0 AS has_failed, k.flags,
        ${place} AS place, ${used.map((column) => `${columns[column]} AS by_${column}`).join(', ')}
      FROM ${from} JOIN kinds k ON e.kind = k.kind WHERE ${where})
    ${asked.map((each) => `(${wayOf(each, most)})`).join(' UNION ALL ')}`;
}

function wayOf({ index, question }: Asked, most: number): string {
  const { by, limit } = question;
  const values = Array.from({ length: most }, (_, at) => (by[at] ? `by_${by[at]}` : '0::UBIGINT'));
  return `SELECT ${index}, count(*)::DOUBLE AS events, (count(*) FILTER (has_failed))::DOUBLE,
      (count(*) FILTER (flags & ${kindFlags.readOnly} = 0))::DOUBLE, max(time)::DOUBLE,
      min(time)::DOUBLE, arg_min(id_high, place), arg_min(id_low, place), arg_min(flags, place),
      ${values.join(', ')}
    FROM looked
    WHERE time >= ${earliestOf(question)} AND time < ${latestOf(question)}
    GROUP BY ${by.map((column) => `by_${column}`).join(', ')}
    ORDER BY events DESC, min(place) LIMIT ${limitOf(limit)}`;
}

function limitOf(limit: number): number {
  return Math.max(0, Math.trunc(limit));
}
