import type { Injection } from '#src/evaluate/injection/run-injections.ts';
import { hasRunbook, notNamed } from '#src/evaluate/metrics/naming.ts';
import { severityError } from '#src/evaluate/metrics/severity.ts';
import { techniqueErrors } from '#src/evaluate/metrics/techniques.ts';
import type { CheckedCase } from '#src/evaluate/scorecard.ts';

export interface Failure {
  readonly id: string;
  /** What is wrong, one sentence each; the worst cases have the most weight. */
  readonly faults: readonly string[];
  readonly weight: number;
}

/** The cases about which something wrong was said, the worst first. */
export function failuresIn(cases: readonly CheckedCase[]): readonly Failure[] {
  return cases
    .map(failureOf)
    .filter(({ faults }) => faults.length > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

function failureOf({ judged, claims, commands }: CheckedCase): Failure {
  const { label, verdict, level, score, alerts } = judged;
  const { missing, wrong } = label.verdict === 'benign' ? noErrors : techniqueErrors(judged);
  const levels = severityError(judged);
  const unnamed = alerts === 0 ? [] : notNamed(judged);
  const lacksRunbook = alerts > 0 && label.runbooks.length > 0 && !hasRunbook(judged);
  const isWrong = verdict !== label.verdict;
  const said = alerts === 0 ? 'made no alert' : `called ${verdict} (${level}, ${score})`;
  const faults = [
    ...(isWrong ? [`${label.verdict}, ${said}`] : []),
    ...(levels > 0 ? [`level ${level} instead of ${label.severity.join('–')}`] : []),
    ...missing.map((id) => `technique ${id} is missing`),
    ...wrong.map((id) => `technique ${id} is wrong`),
    ...unnamed.map((word) => `the summaries do not say “${word}”`),
    ...(lacksRunbook
      ? [`runbooks ${judged.runbooks.join(', ')}, none of ${label.runbooks.join(', ')}`]
      : []),
    ...claims.unsupported.map(
      ({ kind, text, where, sentence }) =>
        `${where}: ${kind} ${text} is in no fact: “${sentence.slice(0, 200)}”`,
    ),
    ...commands.invalid.map(({ command, why }) => `${why}: ${command.slice(0, 200)}`),
  ];
  const gravity = isWrong && verdict !== 'undetermined' ? 20 : 10;
  return { id: judged.id, faults, weight: (isWrong ? gravity : 0) + levels * 3 + faults.length };
}

const noErrors = { missing: [], wrong: [] };

export function harmful(injections: readonly Injection[]): readonly Injection[] {
  return injections.filter(({ harm }) => harm.length > 0);
}
