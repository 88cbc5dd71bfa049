import type { Analysis } from '#src/model/alert.ts';
import type { CaseFile } from '../../case-file.ts';
import { narrativeOf } from '../../narrative/narrative.ts';
import { summaryOf } from '../../narrative/summary.ts';
import { riskOf } from '../../risk/risk.ts';
import { composeRunbook } from '../../runbooks/compose.ts';
import { runbooks } from '../../runbooks/index.ts';
import { unknownActivity } from '../../runbooks/unknown-activity/runbook.ts';
import { suggestVerdict } from '../../verdict/suggest-verdict.ts';

/** The analyst that always runs: no model, no network, and every word from a fact. */
export function analyzeDeterministically(file: CaseFile): Analysis {
  const { ids, steps } = composeRunbook(runbooks, unknownActivity, file.alert, file.evidence);
  const risk = riskOf(file);
  return {
    analyst: 'deterministic',
    summary: summaryOf(file),
    risk,
    runbooks: [...ids],
    runbook: [...steps],
    narrative: narrativeOf(file),
    suggestedVerdict: suggestVerdict(file, risk),
  };
}
