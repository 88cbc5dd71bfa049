import type { Alert } from '#src/model/alert.ts';
import { safeJson } from '../escape.ts';
import type { Exporter } from '../exporter.ts';

/** One alert a line. */
export const jsonl: Exporter<Alert> = {
  format: 'jsonl',
  async *write(alerts) {
    for await (const alert of alerts) yield `${safeJson(alert)}\n`;
  },
};
