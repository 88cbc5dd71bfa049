import type { ModelChoice } from '#src/model/config/analyst.ts';
import { severities } from '#src/model/severity.ts';
import { actionsIn } from '../../verify/plausible-techniques.ts';
import { type VerifiedAnswer, type VerifyContext, verifyAnswer } from '../../verify/verify.ts';
import { readAnswer } from './answer.ts';
import type { Asking } from './asking.ts';
import { type Consultation, type Consulting, consult } from './consult.ts';
import { type FactSheet, factSheetOf } from './fact-sheet.ts';
import { wordsOf } from './fact-text.ts';
import type { AlertGroup } from './group.ts';
import type { Model, Usage } from './model.ts';

/** What came of one question, with what it cost in all. */
export interface Outcome {
  readonly sheet: FactSheet;
  readonly model: Model;
  /** Undefined when there is no usable answer; `status` and `why` say what happened. */
  readonly verified: VerifiedAnswer | undefined;
  readonly status: 'used' | 'cached' | 'budget' | 'late' | 'failed';
  readonly why?: string;
  readonly escalated?: { readonly from: string; readonly why: string };
  readonly usage: Usage;
  readonly costUsd: number | undefined;
  readonly tookMs: number;
}

/** Asks the first model, and the larger one where the first one's answer cannot stand alone. */
export async function askOne(group: AlertGroup, asking: Asking): Promise<Outcome> {
  const sheet = factSheetOf(group);
  const context = verifyContextOf(sheet, group);
  const consulting = (choice: ModelChoice, model: Model, spent: Usage): Consulting => ({
    ...asking,
    group,
    sheet,
    choice,
    model,
    spent,
  });
  const started = asking.clock.now();
  const { settings, model, escalateTo } = asking;
  const first = await consult(consulting(settings.model, model, { input: 0, output: 0 }));
  const verified = verifiedOf(first, context);
  const doubt = doubtAbout(first, verified, sheet);
  if (doubt === undefined || escalateTo === undefined || settings.escalateTo === undefined)
    return outcomeOf(sheet, model, first, verified, asking.clock.now() - started);

  const second = await consult(consulting(settings.escalateTo, escalateTo, first.usage));
  const better = verifiedOf(second, context);
  const both = { usage: sumOf(first.usage, second.usage), costUsd: addCosts(first, second) };
  const took = asking.clock.now() - started;
  if (better === undefined && verified !== undefined)
    return { ...outcomeOf(sheet, model, first, verified, took), ...both };
  const outcome = outcomeOf(sheet, escalateTo, second, better, took);
  return { ...outcome, ...both, escalated: { from: model.id, why: doubt } };
}

function verifyContextOf(sheet: FactSheet, group: AlertGroup): VerifyContext {
  const facts = new Map(sheet.facts.map(({ id, parts }) => [id, wordsOf(parts)]));
  const hardRule = group.find(({ analysis }) => analysis.risk.hardRule)?.analysis.risk.hardRule
    ?.rule;
  return {
    facts,
    ran: new Set(sheet.ran),
    steps: new Set(sheet.steps.map(({ id }) => id)),
    alerts: new Set(sheet.alerts.map(({ ref }) => ref)),
    techniques: group.flatMap(({ techniques }) => techniques.map(({ id }) => id)),
    actions: actionsIn([...facts.values()].join('\n')),
    hardRule,
    isSteered: sheet.isSteered,
  };
}

function verifiedOf({ answer }: Consultation, context: VerifyContext): VerifiedAnswer | undefined {
  const readable = readAnswer(answer);
  return readable === undefined ? undefined : verifyAnswer(readable, context);
}

/** Why the first answer does not do; undefined when it does. What the budget or the clock forbids no other model mends. */
function doubtAbout(
  { status }: Consultation,
  verified: VerifiedAnswer | undefined,
  sheet: FactSheet,
): string | undefined {
  if (status === 'budget' || status === 'late') return undefined;
  if (verified === undefined) return 'its answer was not usable';
  const { removed, checked, risks } = verified;
  if (removed.length * 3 > checked)
    return `${removed.length} of its ${checked} statements were removed`;
  const levels = new Map(sheet.alerts.map(({ ref, level }) => [ref, level]));
  const other = risks.find(({ alert, level }) => level !== levels.get(alert));
  if (other === undefined) return undefined;
  const before = levels.get(other.alert) ?? 'informational';
  const direction =
    severities.indexOf(other.level) > severities.indexOf(before) ? 'higher' : 'lower';
  return `it rates the risk ${direction} (${other.level}) than the deterministic analyst (${before})`;
}

function outcomeOf(
  sheet: FactSheet,
  model: Model,
  { status, why, usage, costUsd }: Consultation,
  verified: VerifiedAnswer | undefined,
  tookMs: number,
): Outcome {
  const isUnusable = verified === undefined && (status === 'used' || status === 'cached');
  const said = isUnusable ? 'the answer was not in the agreed shape' : why;
  return {
    sheet,
    model,
    verified,
    status: isUnusable ? 'failed' : status,
    ...(said === undefined ? {} : { why: said }),
    usage,
    costUsd,
    tookMs,
  };
}

/** Nothing was learnt, for a reason that is ours. */
export function brokenOutcome(model: Model, why: string): Outcome {
  const sheet = { alerts: [], facts: [], steps: [], ran: [], notRun: [], isSteered: false };
  const usage = { input: 0, output: 0 };
  return { sheet, model, verified: undefined, status: 'failed', why, usage, costUsd: 0, tookMs: 0 };
}

function sumOf(a: Usage, b: Usage): Usage {
  return { input: a.input + b.input, output: a.output + b.output };
}

/** A cost that is not known makes the sum unknown. */
function addCosts(a: Consultation, b: Consultation): number | undefined {
  return a.costUsd === undefined || b.costUsd === undefined ? undefined : a.costUsd + b.costUsd;
}
