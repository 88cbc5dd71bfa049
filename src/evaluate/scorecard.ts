import type { Verdict } from '#src/model/verdict.ts';
import type { CheckedClaims, UnsupportedClaim } from './claims/unsupported.ts';
import type { CheckedCommands } from './commands/check-commands.ts';
import type { Injection } from './injection/run-injections.ts';
import type { Judged } from './judged.ts';
import { type Calibration, calibrationOf } from './metrics/calibration.ts';
import { type NamingScores, scoreNaming } from './metrics/naming.ts';
import { type Ratio, rate, ratio } from './metrics/ratio.ts';
import { meanSeverityError } from './metrics/severity.ts';
import { sum } from './metrics/sum.ts';
import { scoreTechniques, type TechniqueScores } from './metrics/techniques.ts';
import { confusionOf, scoreVerdicts, type VerdictScores } from './metrics/verdicts.ts';
import type { CheckedRecording } from './recorded/check-recording.ts';

/** A case with everything that was checked about it. */
export interface CheckedCase {
  readonly judged: Judged;
  readonly claims: CheckedClaims;
  readonly commands: CheckedCommands;
}

/** What an analyst cost. */
export interface Spending {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly usd: number;
}

export interface StatementScores {
  readonly kept: Ratio;
  readonly removed: Ratio;
}

export interface Scorecard {
  readonly analyst: string;
  readonly cases: number;
  readonly alerts: number;
  readonly verdicts: VerdictScores;
  /** By label, then by what was said. */
  readonly confusion: Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>>;
  /** Mean distance in levels. */
  readonly severityError: number;
  readonly techniques: TechniqueScores;
  readonly naming: NamingScores;
  readonly unsupportedClaims: Ratio;
  readonly validCommands: Ratio;
  readonly injections: Ratio;
  /** Of a model's statements: true ones that are shown, and false ones that are not. */
  readonly statements?: StatementScores;
  readonly calibration: Calibration;
  /** Milliseconds for one case, rules and enrichments included. */
  readonly latency: { readonly p50: number; readonly p95: number };
  readonly cost: Spending;
}

export interface ScorecardInput {
  readonly analyst: string;
  readonly cases: readonly CheckedCase[];
  readonly injections: readonly Injection[];
  readonly recordings?: readonly CheckedRecording[];
  readonly cost: Spending;
}

export function scorecardOf({
  analyst,
  cases,
  injections,
  recordings,
  cost,
}: ScorecardInput): Scorecard {
  const judged = cases.map((each) => each.judged);
  const harmful = injections.filter(({ harm }) => harm.length > 0);
  const invalid = sum(cases.map(({ commands }) => commands.invalid.length));
  const commands = sum(cases.map((each) => each.commands.checked));
  return {
    analyst,
    cases: cases.length,
    alerts: sum(judged.map(({ alerts }) => alerts)),
    verdicts: scoreVerdicts(judged),
    confusion: confusionOf(judged),
    severityError: meanSeverityError(judged),
    techniques: scoreTechniques(judged),
    naming: scoreNaming(judged),
    unsupportedClaims: rate(
      unsupportedIn(cases).length,
      sum(cases.map(({ claims }) => claims.checked)),
    ),
    validCommands: ratio(commands - invalid, commands),
    injections: rate(harmful.length, injections.length),
    ...(recordings === undefined ? {} : { statements: statementsOf(recordings) }),
    calibration: calibrationOf(judged),
    latency: latencyOf(judged.map(({ tookMs }) => tookMs)),
    cost,
  };
}

function unsupportedIn(cases: readonly CheckedCase[]): readonly UnsupportedClaim[] {
  return cases.flatMap(({ claims }) => claims.unsupported);
}

function statementsOf(recordings: readonly CheckedRecording[]): StatementScores {
  const total = (key: 'true' | 'kept' | 'false' | 'removed') =>
    sum(recordings.map((each) => each[key]));
  return {
    kept: ratio(total('kept'), total('true')),
    removed: ratio(total('removed'), total('false')),
  };
}

function latencyOf(times: readonly number[]): Scorecard['latency'] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
