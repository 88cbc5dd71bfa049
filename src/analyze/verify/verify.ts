import type { z } from 'zod';
import { type Severity, severities } from '#src/model/severity.ts';
import type { Verdict } from '#src/model/verdict.ts';
import {
  AnswerRisk,
  AnswerSentence,
  AnswerStep,
  AnswerTechnique,
  AnswerVerdict,
  type ReadableAnswer,
} from '../analyst/model/answer.ts';
import { currentTechnique, isPlausible } from './plausible-techniques.ts';
import type { RemovalReason } from './reasons.ts';
import { faultOfSentence, type SentenceContext } from './sentence.ts';

/** What an answer is held to. */
export interface VerifyContext extends SentenceContext {
  /** Ids of steps that the runbook has, and of alerts that were asked about. */
  readonly steps: ReadonlySet<string>;
  readonly alerts: ReadonlySet<string>;
  /** Techniques that the alert has, and the calls that its facts name. */
  readonly techniques: readonly string[];
  readonly actions: readonly string[];
  /** Names the rule that forbids to call it harmless; undefined when none does. */
  readonly hardRule: string | undefined;
  /** True when a recorded text tries to steer a model. */
  readonly isSteered: boolean;
}

type Section = 'summary' | 'risky' | 'benign' | 'outlook';

/** What is left of an answer: every part of it is borne out by the facts that it cites. */
export interface VerifiedAnswer {
  readonly statements: readonly (AnswerSentence & { readonly section: Section })[];
  readonly techniques: readonly (AnswerTechnique & { readonly name: string })[];
  readonly steps: readonly AnswerStep[];
  readonly risks: readonly AnswerRisk[];
  readonly verdict: AnswerVerdict | undefined;
  readonly checked: number;
  readonly removed: readonly RemovalReason[];
}

const sections: readonly Section[] = ['summary', 'risky', 'benign', 'outlook'];
const mostOf = { summary: 4, risky: 8, benign: 8, outlook: 6, techniques: 10, runbook: 10 };

/** Holds every part of an answer to the facts, and leaves out what fails. */
export function verifyAnswer(answer: ReadableAnswer, context: VerifyContext): VerifiedAnswer {
  const removed: RemovalReason[] = [];
  const seen = new Set<string>();
  const keep = <T extends AnswerSentence>(
    values: readonly unknown[],
    schema: z.ZodType<T>,
    most: number,
    fault: (part: T) => RemovalReason | undefined = () => undefined,
  ): readonly T[] => {
    const kept: T[] = [];
    for (const value of values) {
      const part = schema.safeParse(value).data;
      const reason = kept.length >= most ? 'is one too many' : faultOf(part, seen, context, fault);
      if (reason !== undefined) removed.push(reason);
      else if (part !== undefined) kept.push(part);
    }
    return kept;
  };

  const statements = sections.flatMap((section) =>
    keep(answer[section], AnswerSentence, mostOf[section]).map((part) => ({ ...part, section })),
  );
  const techniques = keep(answer.techniques, AnswerTechnique, mostOf.techniques, (part) =>
    faultOfTechnique(part, context),
  );
  const steps = keep(answer.runbook, AnswerStep, mostOf.runbook, ({ step }) =>
    context.steps.has(step) ? undefined : 'names a step that the runbook does not have',
  );
  const risks = keep(answer.risks, AnswerRisk, context.alerts.size, ({ alert }) =>
    context.alerts.has(alert) ? undefined : 'names an alert that was not asked about',
  );
  const [verdict] = keep([answer.verdict], AnswerVerdict, 1, (part) =>
    faultOfVerdict(part.verdict, risks, context),
  );
  const kept = statements.length + techniques.length + steps.length + risks.length;
  return {
    statements,
    techniques: techniques.map((part) => ({
      ...part,
      name: currentTechnique(part.id)?.name ?? part.id,
    })),
    steps,
    risks,
    verdict,
    checked: kept + (verdict === undefined ? 0 : 1) + removed.length,
    removed,
  };
}

function faultOf<T extends AnswerSentence>(
  part: T | undefined,
  seen: Set<string>,
  context: VerifyContext,
  fault: (part: T) => RemovalReason | undefined,
): RemovalReason | undefined {
  if (part === undefined) return 'is not in the agreed shape';
  const reason = fault(part) ?? faultOfSentence(part, context);
  if (reason !== undefined) return reason;
  if (seen.has(part.text)) return 'repeats another';
  seen.add(part.text);
  return undefined;
}

function faultOfTechnique(
  { id }: AnswerTechnique,
  { techniques, actions }: VerifyContext,
): RemovalReason | undefined {
  if (currentTechnique(id) === undefined)
    return 'names a technique that ATT&CK v19 does not have for clouds';
  return isPlausible(id, techniques, actions)
    ? undefined
    : 'names a technique that does not fit the calls';
}

/** A model may call an alert harmless only where nothing else forbids it, and where it says the same with its risk. */
function faultOfVerdict(
  verdict: Verdict,
  risks: readonly AnswerRisk[],
  { hardRule, isSteered }: VerifyContext,
): RemovalReason | undefined {
  if (verdict === 'undetermined') return undefined;
  const highest = Math.max(-1, ...risks.map(({ level }) => rank(level)));
  if (verdict === 'malicious')
    return highest !== -1 && highest <= rank('informational')
      ? 'gives a verdict that contradicts the risk'
      : undefined;
  if (hardRule !== undefined) return 'gives a verdict that a hard rule forbids';
  if (isSteered) return 'gives a verdict in favour of an actor whose texts address the model';
  return verdict === 'benign' && highest >= rank('high')
    ? 'gives a verdict that contradicts the risk'
    : undefined;
}

function rank(level: Severity): number {
  return severities.indexOf(level);
}
