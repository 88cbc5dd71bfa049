import type { RankedEntity } from '#src/analyze/entity-risk/entities.ts';
import { counted } from '#src/model/plural.ts';
import { isoTime } from '#src/model/time.ts';
import { csvLine, safeJson, visible } from '../export/escape.ts';
import type { Exporter } from '../export/exporter.ts';
import { jsonArray } from '../export/json-array.ts';
import { bar, wrap } from '../export/layout.ts';
import { type Paint, paintFor } from '../export/severity-paint.ts';
import { secondOfTime } from '../lines.ts';

function shown({ points, ...entity }: RankedEntity): object {
  return {
    ...entity,
    points: points.map((point) => ({ ...point, time: isoTime(point.time) })),
  };
}

const jsonl: Exporter<RankedEntity> = {
  format: 'jsonl',
  async *write(entities) {
    for await (const entity of entities) yield `${safeJson(shown(entity))}\n`;
  },
};

const json: Exporter<RankedEntity> = {
  format: 'json',
  write: (entities) => jsonArray(entities, (entity) => safeJson(shown(entity), 2)),
};

const csv: Exporter<RankedEntity> = {
  format: 'csv',
  async *write(entities) {
    yield csvLine(['kind', 'value', 'score', 'level', 'alerts', 'worst', 'points']);
    for await (const { kind, value, score, level, alerts, points } of entities) {
      const told = points.map((point) => `${point.points} ${point.title}`).join('; ');
      yield csvLine([kind, value, score, level, alerts, points[0]?.alert ?? '', told]);
    }
  },
};

/** Every point with its arithmetic: nothing is cut. */
const table: Exporter<RankedEntity> = {
  format: 'table',
  async *write(entities, { width, color }) {
    const paint = paintFor(color);
    const room = Math.min(180, Math.max(60, width));
    let count = 0;
    for await (const entity of entities) {
      count += 1;
      yield `${[...headLines(entity, paint), ...pointLines(entity, room, paint)].join('\n')}\n`;
    }
    yield count === 0
      ? 'Nothing at risk.\n'
      : `\n${wrap(legend, room).map(paint.dim).join('\n')}\n`;
  },
};

const legend =
  'Points add up, and the risk stops at 100. Alerts count less as they grow old (cases.halfLifeDays), and each but the ' +
  'largest by its place (1/place^1.5), so that many small ones do not make a large one. An id opens with `cairn alerts ID`.';

function headLines({ kind, value, score, sum, level, alerts }: RankedEntity, paint: Paint) {
  const meter = paint.meter(level, bar(score / 100, 10));
  const all = sum > score ? ` (${sum} points)` : '';
  const facts = `${kind}, ${counted(alerts, 'alert')}${all}`;
  return [
    `${meter} ${score.toFixed(1).padStart(5)}  ${paint.bold(visible(value))}`,
    `${indent}${paint.dim(facts)}`,
  ];
}

const indent = ' '.repeat(18);

function pointLines({ points, sum, alerts }: RankedEntity, room: number, paint: Paint) {
  const lines = points.flatMap(({ points: added, title, time, alert, why }) => {
    const text = `${title} · ${secondOfTime(time)} UTC · ${alert.slice(0, 12)} · ${why}`;
    return wrap(visible(text), room - indent.length).map((line, index) => {
      const sign = index === 0 ? `+${added}` : '';
      return `${sign.padStart(indent.length - 2)}  ${line}`;
    });
  });
  const others = alerts - points.length;
  const rest = Math.round((sum - points.reduce((total, each) => total + each.points, 0)) * 10) / 10;
  if (others <= 0) return lines;
  const text =
    rest > 0
      ? counted(others, 'other alert')
      : `${counted(others, 'other alert')}, too old or small to count`;
  return [...lines, paint.dim(`${`+${rest}`.padStart(indent.length - 2)}  ${text}`)];
}

/** The formats of `cairn entities`. */
export const entityExporters: readonly Exporter<RankedEntity>[] = [table, json, jsonl, csv];
