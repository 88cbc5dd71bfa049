import { type Verdict, verdicts } from '#src/model/verdict.ts';
import type { Judged } from '../judged.ts';
import { type Ratio, rate, ratio } from './ratio.ts';

export interface VerdictScores {
  /** Of the three verdicts that settle a case, each weighing the same. */
  readonly macroF1: number;
  readonly maliciousF1: number;
  /** Malicious cases that were called so; of those called so, those that are. */
  readonly recall: Ratio;
  readonly precision: Ratio;
  /** Benign cases that were called malicious. */
  readonly falsePositives: Ratio;
  /** Authorised tests that were called malicious. */
  readonly testsCalledMalicious: Ratio;
  /** Cases that were left open. An open one is a wrong answer for every other verdict. */
  readonly leftOpen: Ratio;
  /** Chance that a malicious case scores above a benign one (area under the ROC curve). */
  readonly ordering: number;
}

const settling: readonly Verdict[] = ['malicious', 'authorised test', 'benign'];

export function scoreVerdicts(cases: readonly Judged[]): VerdictScores {
  const labelledAs = (verdict: Verdict) => cases.filter(({ label }) => label.verdict === verdict);
  const malicious = labelledAs('malicious');
  const benign = labelledAs('benign');
  const tests = labelledAs('authorised test');
  const isCalled = (verdict: Verdict) => (judged: Judged) => judged.verdict === verdict;
  const called = cases.filter(isCalled('malicious'));
  const f1s = settling.map((verdict) => f1Of(verdict, cases));
  return {
    macroF1: f1s.reduce((sum, value) => sum + value, 0) / f1s.length,
    maliciousF1: f1Of('malicious', cases),
    recall: ratio(malicious.filter(isCalled('malicious')).length, malicious.length),
    precision: ratio(
      called.filter(({ label }) => label.verdict === 'malicious').length,
      called.length,
    ),
    falsePositives: rate(benign.filter(isCalled('malicious')).length, benign.length),
    testsCalledMalicious: rate(tests.filter(isCalled('malicious')).length, tests.length),
    leftOpen: rate(cases.filter(isCalled('undetermined')).length, cases.length),
    ordering: orderingOf(malicious, benign),
  };
}

function f1Of(verdict: Verdict, cases: readonly Judged[]): number {
  const right = cases.filter((each) => each.verdict === verdict && each.label.verdict === verdict);
  const said = cases.filter((each) => each.verdict === verdict);
  const meant = cases.filter(({ label }) => label.verdict === verdict);
  const total = said.length + meant.length;
  return total === 0 ? 1 : (2 * right.length) / total;
}

function orderingOf(malicious: readonly Judged[], benign: readonly Judged[]): number {
  const pairs = malicious.flatMap(({ score }) =>
    benign.map((other) => (score === other.score ? 0.5 : Number(score > other.score))),
  );
  return pairs.length === 0 ? 1 : pairs.reduce((sum, won) => sum + won, 0) / pairs.length;
}

/** How often each verdict was given to cases of each label. */
export function confusionOf(
  cases: readonly Judged[],
): Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>> {
  const rowOf = (label: Verdict) => {
    const counts = verdicts.map((said) => {
      const those = cases.filter((each) => each.label.verdict === label && each.verdict === said);
      return [said, those.length] as const;
    });
    return Object.fromEntries(counts) as Record<Verdict, number>;
  };
  const rows = verdicts.map((label) => [label, rowOf(label)] as const);
  return Object.fromEntries(rows) as Record<Verdict, Record<Verdict, number>>;
}
