import type { Alert } from '#src/model/alert.ts';
import { findingOf } from '../../finding/finding.ts';
import { safeJson } from '../escape.ts';
import type { Exporter } from '../exporter.ts';
import { jsonArray } from '../json-array.ts';

/**
 * A JSON array of findings as `aws securityhub batch-import-findings --findings` takes it, a hundred at a time:
 * `jq -c '_nwise(100)'` cuts a longer one.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export const asff: Exporter<Alert> = {
  format: 'asff',
  write: (alerts) => jsonArray(alerts, (alert) => safeJson(findingOf(alert), 2)),
};
