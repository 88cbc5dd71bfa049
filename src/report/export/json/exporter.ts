import type { Alert } from '#src/model/alert.ts';
import { safeJson } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { jsonArray } from '../json-array.ts';

/** One JSON array, indented, written element by element. */
export const json: Exporter<Alert> = {
  format: 'json',
  write: (alerts) => jsonArray(alerts, (alert) => safeJson(alert, 2)),
};
