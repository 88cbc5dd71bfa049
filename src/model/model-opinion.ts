import { z } from 'zod';
import { Severity } from './severity.ts';
import { Verdict } from './verdict.ts';

/** A sentence that survived verification, with the facts that it was checked against. */
const Statement = z.object({
  section: z.enum(['summary', 'risky', 'benign', 'outlook', 'risk', 'verdict']),
  text: z.string(),
  /** Ids within `facts` of the same opinion. */
  facts: z.array(z.string()),
});

/** What became of the model's judgement of the risk. */
const RiskOpinion = z.object({
  before: z.object({ score: z.number(), level: Severity }),
  proposed: Severity,
  applied: Severity,
  /** Why less than what was proposed was applied. */
  bounded: z.string().optional(),
});

/** What a language model added to an alert that was complete without it, and how it was held to the facts. */
export const ModelOpinion = z.object({
  /**
   * used: asked now. cached: the same facts were asked about before. budget, late: not asked, for money or for time.
   * failed: asked, without a usable answer.
   */
  status: z.enum(['used', 'cached', 'budget', 'late', 'failed']),
  /** For every status but `used` and `cached`: what happened. */
  why: z.string().optional(),
  provider: z.string(),
  model: z.string(),
  promptVersion: z.string(),
  /** The smaller model that was asked first, and why its answer did not do. */
  escalated: z.object({ from: z.string(), why: z.string() }).optional(),
  /** Other alerts of the same question: one story or case of one actor is asked about once. */
  askedWith: z.array(z.string()),
  statements: z.array(Statement),
  /** The facts that statements cite, in the words that the model was given. */
  facts: z.array(z.object({ id: z.string(), text: z.string() })),
  techniques: z.array(
    z.object({ id: z.string(), name: z.string(), text: z.string(), facts: z.array(z.string()) }),
  ),
  /** Steps of the alert's own runbook that the model would take first; `step` counts from 1. */
  runbook: z.array(z.object({ step: z.int(), text: z.string(), facts: z.array(z.string()) })),
  verdict: z.object({ verdict: Verdict, why: z.string(), facts: z.array(z.string()) }).optional(),
  risk: RiskOpinion.optional(),
  /** How the model's risk compares with the deterministic one, before it was bounded. */
  agreement: z.enum(['agrees', 'higher', 'lower', 'unknown']),
  confidence: z.enum(['low', 'medium', 'high']),
  /** Statements of the answer, and those that the facts do not bear out: “1 of 9 statements removed”. */
  checked: z.int(),
  removed: z.int(),
  removedReasons: z.array(z.object({ reason: z.string(), count: z.int() })),
  note: z.string(),
  /** Of the whole question; none for a cached answer. */
  tokens: z.object({ input: z.int(), output: z.int() }),
  /** Absent where the configuration names no price. */
  costUsd: z.number().optional(),
  tookMs: z.number(),
});
export type ModelOpinion = z.infer<typeof ModelOpinion>;
