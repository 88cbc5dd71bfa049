import type { Alert } from '#src/model/alert.ts';
import type { LabelledCase } from './case/expand.ts';
import { knowledgeOf } from './claims/knowledge.ts';
import { type CheckedClaims, checkClaims } from './claims/unsupported.ts';
import { type CheckedCommands, checkCommands } from './commands/check-commands.ts';
import { judge } from './judged.ts';
import { sum } from './metrics/sum.ts';
import { type Bench, type CaseRun, type Opinions, runCase } from './run-case.ts';
import type { CheckedCase } from './scorecard.ts';

/** Runs the cases one after the other, so that the time of one is its own. */
export async function* evaluateCases(
  cases: readonly LabelledCase[],
  bench: Bench,
  runbookIds: ReadonlySet<string>,
  opinions?: Opinions,
): AsyncGenerator<CheckedCase> {
  for (const labelled of cases)
    yield checkCase(await runCase(labelled, bench, opinions), runbookIds);
}

export function checkCase(run: CaseRun, runbookIds: ReadonlySet<string>): CheckedCase {
  const checked = run.alerts.map((alert) => checkAlert(run.labelled, alert, runbookIds));
  return {
    judged: judge(run),
    claims: {
      checked: sum(checked.map(({ claims }) => claims.checked)),
      unsupported: checked.flatMap(({ claims }) => claims.unsupported),
    },
    commands: {
      checked: sum(checked.map(({ commands }) => commands.checked)),
      invalid: checked.flatMap(({ commands }) => commands.invalid),
    },
  };
}

function checkAlert(
  labelled: LabelledCase,
  alert: Alert,
  runbookIds: ReadonlySet<string>,
): { readonly claims: CheckedClaims; readonly commands: CheckedCommands } {
  const known = knowledgeOf(labelled, alert);
  return {
    claims: checkClaims(alert, known),
    commands: checkCommands(alert, known, runbookIds),
  };
}
