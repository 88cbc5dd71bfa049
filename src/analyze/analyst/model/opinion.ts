import type { Alert } from '#src/model/alert.ts';
import type { ModelOpinion } from '#src/model/model-opinion.ts';
import { isAtLeast, type Severity } from '#src/model/severity.ts';
import { lowestScoreOf } from '../../risk/level.ts';
import type { VerifiedAnswer } from '../../verify/verify.ts';
import type { Outcome } from './ask-one.ts';
import { boundedLevel, movedRisk } from './bounds.ts';
import { wordsOf } from './fact-text.ts';
import type { AlertGroup } from './group.ts';
import { promptVersion } from './question.ts';

/** The alert with what a model said about it. Its risk moves within the bounds; nothing else of it changes. */
export function withOpinion(alert: Alert, group: AlertGroup, outcome: Outcome): Alert {
  const { verified } = outcome;
  const ref = outcome.sheet.alerts.find(({ id }) => id === alert.id)?.ref;
  const risk = verified?.risks.find((each) => each.alert === ref);
  const base = { ...frameOf(alert, group, outcome), ...saidOf(verified, outcome, ref === 'A1') };
  if (risk === undefined) return { ...alert, analysis: { ...alert.analysis, model: base } };

  const before = alert.analysis.risk;
  const bounds = { floor: before.hardRule?.level, isSteered: outcome.sheet.isSteered };
  const { level, bounded } = boundedLevel(before.level, risk.level, bounds);
  const moved = movedRisk(before, level, `the model analyst: ${risk.text}`, lowestScoreOf);
  const model: ModelOpinion = {
    ...base,
    risk: {
      before: { score: before.score, level: before.level },
      proposed: risk.level,
      applied: level,
      ...(bounded === undefined ? {} : { bounded }),
    },
    agreement: agreementOf(before.level, risk.level),
  };
  return { ...alert, analysis: { ...alert.analysis, risk: moved, model } };
}

/** What is true of every outcome. */
function frameOf(alert: Alert, group: AlertGroup, outcome: Outcome): ModelOpinion {
  const { status, why, model, escalated, usage, costUsd, tookMs } = outcome;
  return {
    status,
    ...(why === undefined ? {} : { why }),
    provider: model.provider,
    model: model.id,
    promptVersion,
    ...(escalated === undefined ? {} : { escalated }),
    askedWith: group.map(({ id }) => id).filter((id) => id !== alert.id),
    statements: [],
    facts: [],
    techniques: [],
    runbook: [],
    agreement: 'unknown',
    confidence: 'low',
    checked: 0,
    removed: 0,
    removedReasons: [],
    note: `The model analyst said nothing that can be used: ${why ?? 'no reason given'}.`,
    tokens: { ...usage },
    ...(costUsd === undefined ? {} : { costUsd }),
    tookMs: Math.round(tookMs),
  };
}

/** Steps and the verdict are about the first alert of the question, whose runbook the model was shown. */
function saidOf(
  verified: VerifiedAnswer | undefined,
  { sheet }: Outcome,
  isFirst: boolean,
): Partial<ModelOpinion> {
  if (verified === undefined) return {};
  const { techniques, steps, checked, removed, verdict } = verified;
  const stepOf = new Map(sheet.steps.map(({ id, step }) => [id, step]));
  const statements = statementsOf(verified, isFirst);
  const cited = new Set([...statements, ...techniques, ...steps].flatMap(({ facts }) => facts));
  return {
    statements,
    facts: sheet.facts
      .filter(({ id }) => cited.has(id))
      .map(({ id, parts }) => ({ id, text: wordsOf(parts) })),
    techniques: techniques.map(({ id, name, text, facts }) => ({ id, name, text, facts })),
    runbook: isFirst
      ? steps.map(({ step, text, facts }) => ({ step: stepOf.get(step) ?? 0, text, facts }))
      : [],
    ...(isFirst && verdict !== undefined
      ? { verdict: { verdict: verdict.verdict, why: verdict.text, facts: verdict.facts } }
      : {}),
    confidence: confidenceOf(verified),
    checked,
    removed: removed.length,
    removedReasons: reasonsOf(removed),
    note: noteOf(checked, removed.length),
  };
}

function statementsOf(
  { statements, risks, verdict }: VerifiedAnswer,
  isFirst: boolean,
): ModelOpinion['statements'] {
  const judged = isFirst
    ? risks.map(({ text, facts }) => ({ section: 'risk' as const, text, facts }))
    : [];
  const closing =
    isFirst && verdict !== undefined
      ? [{ section: 'verdict' as const, text: verdict.text, facts: verdict.facts }]
      : [];
  return [
    ...statements.map(({ section, text, facts }) => ({ section, text, facts })),
    ...judged,
    ...closing,
  ];
}

/** A model that had to be corrected is believed less. */
function confidenceOf({ checked, removed }: VerifiedAnswer): ModelOpinion['confidence'] {
  if (removed.length === 0) return 'high';
  return removed.length * 4 <= checked ? 'medium' : 'low';
}

function reasonsOf(removed: readonly string[]): ModelOpinion['removedReasons'] {
  const counts = new Map<string, number>();
  for (const reason of removed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

function noteOf(checked: number, removed: number): string {
  if (removed === 0) return `All ${checked} statements are borne out by the facts that they cite.`;
  return `${removed} of ${checked} statements removed: the facts that they cite do not bear them out.`;
}

function agreementOf(before: Severity, proposed: Severity): ModelOpinion['agreement'] {
  if (before === proposed) return 'agrees';
  return isAtLeast(proposed, before) ? 'higher' : 'lower';
}
