import { z } from 'zod';
import { severities } from '#src/model/severity.ts';
import { verdicts } from '#src/model/verdict.ts';

const Facts = z.array(z.string());

/** A sentence and the ids of the facts that bear it out. */
export const AnswerSentence = z.strictObject({ text: z.string(), facts: Facts });
export type AnswerSentence = z.infer<typeof AnswerSentence>;

export const AnswerTechnique = z.strictObject({ id: z.string(), text: z.string(), facts: Facts });
export type AnswerTechnique = z.infer<typeof AnswerTechnique>;

/** `step` is the id of a step of the sheet's catalogue. */
export const AnswerStep = z.strictObject({ step: z.string(), text: z.string(), facts: Facts });
export type AnswerStep = z.infer<typeof AnswerStep>;

/** `alert` is the id of an alert of the sheet. */
export const AnswerRisk = z.strictObject({
  alert: z.string(),
  level: z.enum(severities),
  text: z.string(),
  facts: Facts,
});
export type AnswerRisk = z.infer<typeof AnswerRisk>;

export const AnswerVerdict = z.strictObject({
  verdict: z.enum(verdicts),
  text: z.string(),
  facts: Facts,
});
export type AnswerVerdict = z.infer<typeof AnswerVerdict>;

/** What the model is told to write. No limits of length or number in it: not every provider knows those. */
const Answer = z.strictObject({
  summary: z.array(AnswerSentence),
  risky: z.array(AnswerSentence),
  benign: z.array(AnswerSentence),
  outlook: z.array(AnswerSentence),
  techniques: z.array(AnswerTechnique),
  runbook: z.array(AnswerStep),
  risks: z.array(AnswerRisk),
  verdict: AnswerVerdict,
});

export const answerSchema: Readonly<Record<string, unknown>> = schemaOf(Answer);

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
}

/** Elements are read one by one, so that one that is wrong does not take the others with it. */
const ReadableAnswer = z.object({
  summary: z.array(z.unknown()).default([]),
  risky: z.array(z.unknown()).default([]),
  benign: z.array(z.unknown()).default([]),
  outlook: z.array(z.unknown()).default([]),
  techniques: z.array(z.unknown()).default([]),
  runbook: z.array(z.unknown()).default([]),
  risks: z.array(z.unknown()).default([]),
  verdict: z.unknown(),
});
export type ReadableAnswer = z.infer<typeof ReadableAnswer>;

/** Undefined for what is no answer at all, such as one without a summary. */
export function readAnswer(value: unknown): ReadableAnswer | undefined {
  const { data } = ReadableAnswer.safeParse(value);
  return data === undefined || data.summary.length === 0 ? undefined : data;
}
