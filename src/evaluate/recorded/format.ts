import { z } from 'zod';
import { Severity } from '#src/model/severity.ts';
import { Verdict } from '#src/model/verdict.ts';

/**
 * One part of an answer. Facts and steps are named by a text that they hold, because their numbers change with every new
 * enrichment; `=F7` is the id itself.
 */
const Part = z.strictObject({
  in: z.enum(['summary', 'risky', 'benign', 'outlook', 'technique', 'step', 'risk', 'verdict']),
  text: z.string(),
  facts: z.array(z.string()),
  /** Whether it is true, and so must be shown, or must not. */
  kept: z.boolean(),
  /** Of a technique or step. */
  id: z.string().optional(),
  level: Severity.optional(),
  verdict: Verdict.optional(),
});
export type Part = z.infer<typeof Part>;

/** What a model answered about one case, written by us as if by a model. */
export const Recording = z.strictObject({
  id: z.string(),
  case: z.string(),
  /** Faithful, wrong as models are, or turned by the text of an attacker. */
  kind: z.enum(['faithful', 'wrong', 'hostile']),
  parts: z.array(Part).min(1),
});
export type Recording = z.infer<typeof Recording>;
