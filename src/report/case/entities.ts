import type { RankedEntity } from '#src/analyze/entity-risk/entities.ts';
import { csvLine, safeJson, visible } from '../export/escape.ts';
import type { Exporter } from '../export/exporter.ts';
import { jsonArray } from '../export/json-array.ts';
import { bar, cutTo } from '../export/layout.ts';
import { paintFor } from '../export/severity-paint.ts';
import { plural } from '../export/totals.ts';
import { secondOfTime } from '../lines.ts';

function shown({ points, ...entity }: RankedEntity): object {
  return {
    ...entity,
    points: points.map((point) => ({ ...point, time: new Date(point.time).toISOString() })),
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

const table: Exporter<RankedEntity> = {
  format: 'table',
  async *write(entities, { width, color }) {
    const paint = paintFor(color);
    const room = Math.min(180, Math.max(60, width));
    let count = 0;
    for await (const { kind, value, score, level, alerts, points } of entities) {
      count += 1;
      const meter = paint.meter(level, bar(score / 100, 10));
      const head = `${meter} ${score.toFixed(1).padStart(5)}  ${kind} `;
      yield `${head}${paint.bold(cutTo(visible(value), room - 20 - kind.length))} ${paint.dim(plural(alerts, 'alert'))}\n`;
      for (const point of points) {
        const line = `+${point.points} ${point.title} (${secondOfTime(point.time)}, ${point.alert.slice(0, 12)}): ${point.why}`;
        yield `                  ${paint.dim(cutTo(visible(line), room - 18))}\n`;
      }
    }
    yield count === 0 ? 'Nothing at risk.\n' : '';
  },
};

/** The formats of `cairn entities`. */
export const entityExporters: readonly Exporter<RankedEntity>[] = [table, json, jsonl, csv];
