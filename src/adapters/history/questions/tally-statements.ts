import type { TallyColumn, TallyQuestion } from '#src/enrich/history.ts';
import { kindFlags } from '#src/normalize/batch/event-batch.ts';
import { hourMs } from '../hours.ts';
import { isOfKind, type Kinds } from '../kinds.ts';
import type { TextNumbers } from '../text-numbers.ts';
import {
  askedOf,
  eventsRelation,
  joinConditions,
  type Numbered,
  partsOf,
  type Shape,
  shapesOf,
  sourceOfOne,
  valuesRelation,
} from './where.ts';
import { earliestOf, hourOf, isWholeHours, latestOf, spanOf } from './window.ts';

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

/** Events that are looked for one by one, and counted in several ways at once. */
const mostLooks = 32;
/** Ways of counting in one statement; a longer one takes longer to parse than it saves. */
const mostWays = 32;

type Numbers = Numbered<TallyQuestion>;

/**
 * Rows of a statement: the question's index, number of events, of failed and of writing ones, last and first time, the
 * first event's id in two halves, the flags of its kind, and the values of the question's columns.
 */
export function statementsFor(
  questions: readonly TallyQuestion[],
  numbers: TextNumbers,
  kinds: Kinds,
): readonly string[] {
  const isSame = (question: TallyQuestion) =>
    `${question.by} ${question.limit} ${isStored(question)}`;
  const shapes = shapesOf(questions, numbers, isSame);
  const stored = shapes.filter(({ questions: [first] }) => first && isStored(first.question));
  const others = shapes.filter((shape) => !stored.includes(shape));
  return [...stored.map(statementOfStored), ...statementsOfEvents(others, kinds)];
}

/** Whether the counts by hour and kind, made when the events were stored, answer this. */
function isStored({ where, by, from, to, withoutEvent }: TallyQuestion): boolean {
  const named = [...askedOf(where), ...by.filter((column) => !ofKindOrHour.has(column))];
  return withoutEvent === true && isWholeHours({ from, to }) && named.every(isOfKind);
}

const ofKindOrHour: ReadonlySet<TallyColumn> = new Set(['hour', 'errorCode', 'readOnly']);

/** The same events are read once for all questions about them, unless so many are asked for that one pass finds them all. */
function statementsOfEvents(
  shapes: readonly Shape<TallyQuestion>[],
  kinds: Kinds,
): readonly string[] {
  const looks = shapes.flatMap(({ dimensions, questions }) =>
    questions.map((question) => ({ dimensions, question })),
  );
  const places = Map.groupBy(looks, ({ dimensions, question }) =>
    [...dimensions, ...question.values].join(' '),
  );
  if (places.size > mostLooks) return shapes.map(statementOfAll);
  // Resources are looked for in two tables: it takes as long for one as for many.
  const [resources, single] = partition(shapes, ({ dimensions }) =>
    dimensions.includes('resource'),
  );
  const inPlaces = [...places.values()].filter(([first]) =>
    single.some(({ dimensions }) => dimensions === first?.dimensions),
  );
  return [
    ...resources.map(statementOfAll),
    ...inPlaces.flatMap((place) =>
      partsOf(place, mostWays).map((part) =>
        statementOfOne(
          part[0]?.dimensions ?? [],
          part.map(({ question }) => question),
          kinds,
        ),
      ),
    ),
  ];
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

/** A number that orders events by time and then by the first half of their ids. */
const place = `e.time * ${2n ** 64n}::HUGEINT + e.id_high`;

/** The events that all of these questions are about, and one way of counting them for each. */
function statementOfOne(
  dimensions: Shape<TallyQuestion>['dimensions'],
  questions: readonly Numbers[],
  kinds: Kinds,
): string {
  const [first] = questions;
  if (first === undefined) return 'SELECT 1 WHERE false';
  const span = spanOf(questions.map(({ question }) => question));
  const { from, where } = sourceOfOne(dimensions, { ...first, question: span }, kinds);
  const used = [...new Set(questions.flatMap(({ question }) => question.by))];
  const most = Math.max(...questions.map(({ question }) => question.by.length));
  const ways = questions.map((question) => `(${wayOf(question, most)})`);
  return `WITH looked AS MATERIALIZED (
      SELECT e.time, e.id_high, e.id_low, k.error_code <> 0 AS has_failed, k.flags,
        ${place} AS place, ${used.map((column) => `${columns[column]} AS by_${column}`).join(', ')}
      FROM ${from} JOIN kinds k ON e.kind = k.kind WHERE ${where})
    ${ways.join(' UNION ALL ')}`;
}

function wayOf({ index, question }: Numbers, most: number): string {
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

/** Many places at once. */
function statementOfAll(shape: Shape<TallyQuestion>): string {
  const { kinds, events } = joinConditions(shape.dimensions);
  const all = shape.questions.map(({ question }) => question);
  const span = spanOf(all);
  const by = all[0]?.by ?? [];
  return limited(
    shape,
    `SELECT q.i, ${by.map((column, at) => `${columns[column]} AS v${at}`).join(', ')},
      count(*) AS events,
      count(*) FILTER (k.error_code <> 0) AS failed,
      count(*) FILTER (k.flags & ${kindFlags.readOnly} = 0) AS writes,
      max(e.time) AS last, min(e.time) AS first, min(${place}) AS place,
      arg_min(e.id_high, ${place}) AS high, arg_min(e.id_low, ${place}) AS low,
      arg_min(k.flags, ${place}) AS flags
    FROM ${valuesRelation(shape, { earliest: earliestOf, latest: latestOf })}
    JOIN ${eventsRelation(shape, span)} e ON ${events || 'true'}
      AND e.time >= q.earliest AND e.time < q.latest
      AND e.time >= ${span.from} AND e.time < ${span.to}
    JOIN kinds k ON e.kind = k.kind AND ${kinds || 'true'}`,
  );
}

function statementOfStored(shape: Shape<TallyQuestion>): string {
  const { kinds } = joinConditions(shape.dimensions);
  const by = shape.questions[0]?.question.by ?? [];
  const named = by.map(
    (column, at) => `${column === 'hour' ? 'h.hour' : columns[column]} AS v${at}`,
  );
  return limited(
    shape,
    `SELECT q.i, ${named.join(', ')}, sum(h.events) AS events,
      coalesce(sum(h.events) FILTER (k.error_code <> 0), 0) AS failed,
      coalesce(sum(h.events) FILTER (k.flags & ${kindFlags.readOnly} = 0), 0) AS writes,
      max(h.last) AS last, min(h.first) AS first, min(h.first) AS place,
      0::UBIGINT AS high, 0::UBIGINT AS low, 0::UBIGINT AS flags
    FROM ${valuesRelation(shape, { earliest: hourOf(earliestOf), latest: hourOf(latestOf) })}
    JOIN kinds k ON ${kinds || 'true'}
    JOIN hours h ON h.kind = k.kind AND h.hour >= q.earliest AND h.hour < q.latest`,
  );
}

function limited({ questions }: Shape<TallyQuestion>, counts: string): string {
  const { by = [], limit = 0 } = questions[0]?.question ?? {};
  const values = by.map((_, at) => `v${at}`).join(', ');
  return `SELECT i, events::DOUBLE, failed::DOUBLE, writes::DOUBLE, last::DOUBLE, first::DOUBLE,
      high, low, flags, ${values}
    FROM (${counts} GROUP BY q.i, ${values})
    QUALIFY rank() OVER (PARTITION BY i ORDER BY events DESC, place) <= ${limitOf(limit)}`;
}
