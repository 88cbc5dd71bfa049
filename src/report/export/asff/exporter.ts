import type { Alert } from '#src/model/alert.ts';
import { findingOf } from '../../finding/finding.ts';
import { safeJson } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { jsonArray } from '../json-array.ts';

/** A JSON array of findings as `aws securityhub batch-import-findings --findings` takes it. */
export const asff: Exporter<Alert> = {
  format: 'asff',
  write: (alerts) => jsonArray(alerts, (alert) => safeJson(findingOf(alert), 2)),
};
