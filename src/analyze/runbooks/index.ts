import type { Runbook } from './runbook.ts';
import { unknownActivity } from './unknown-activity/runbook.ts';

/** Every runbook, by id. One import and one name for a new one. */
export const runbooks: readonly Runbook[] = [unknownActivity];
