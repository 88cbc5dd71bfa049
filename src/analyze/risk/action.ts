import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Severity } from '#src/model/severity.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import type { CaseFile } from '../case-file.ts';
import { directedTextIndicator, findDirectedText } from '../injection/find-directed-text.ts';
import { plain } from '../narrative/plain.ts';
import { dollars } from '../narrative/plural.ts';
import { inputOf, type Reason, type RiskInput, when } from './factor.ts';

/** The rule's own word is where the judgement starts; what else is known moves it. */
const base: Readonly<Record<Severity, number>> = {
  informational: 4,
  low: 12,
  medium: 30,
  high: 50,
  critical: 80,
};

export function actionInput(file: CaseFile): RiskInput {
  const { alert, rule, evidence } = file;
  const changing = alert.story === undefined ? 0 : changingActs(file).length;
  return inputOf(
    'action',
    [
      {
        points: base[alert.severity],
        why: `the rule “${plain(rule.title, 120)}” is of severity ${alert.severity}`,
      },
      when(allFailed(file) && alert.correlation === undefined, -15, 'no call succeeded'),
      when(
        changing > 1,
        Math.min(12, 4 * (changing - 1)),
        `one of ${changing} changes made in one go`,
      ),
      when(alert.correlation !== undefined, 5, 'several events together, not one'),
      costReason(file),
      directedTextIndicator(findDirectedText(evidence.records)),
    ],
    'nothing about the action',
    alert.events.slice(0, 5),
  );
}

/** The records may be only some of the calls: then the counts of the history say whether one went through. */
export function allFailed({ evidence, calls }: Pick<CaseFile, 'evidence' | 'calls'>): boolean {
  const { records } = evidence;
  if (records.length === 0 || records.some((record) => errorCodeOf(record) === '')) return false;
  return (calls?.calls ?? []).every(({ errorCode }) => errorCode !== '');
}

/** Several rules may have seen one call; only further calls that changed something make it worse. */
function changingActs({ acts }: CaseFile): readonly RawRecord[] {
  return acts.filter((record) => record['readOnly'] !== true && errorCodeOf(record) === '');
}

/** US dollars a day from which the cost is a reason of its own, the dearest first. */
const costs = [
  [1_000, 10],
  [100, 5],
] as const;

function costReason({ cost, alert }: CaseFile): Reason | undefined {
  const day = cost?.perDay;
  const step = costs.find(([from]) => (day?.high ?? 0) >= from);
  if (day === undefined || step === undefined) return undefined;
  return {
    points: step[1],
    why: `it can cost ${dollars(day.low)} to ${dollars(day.high)} US dollars a day by list prices of ${cost?.prices.date}`,
    evidence: alert.facts['cost']?.evidence ?? [],
  };
}
