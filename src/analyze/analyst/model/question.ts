import { answerSchema } from './answer.ts';
import type { FactSheet } from './fact-sheet.ts';
import { wordsOf } from './fact-text.ts';
import { type Fence, fenced } from './fence.ts';
import type { Question } from './model.ts';
import { promptV1 } from './prompts/v1.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** The prompt in use. */
const prompt = promptV1;
export const promptVersion = prompt.version;

/** A sheet in the words that leave the machine. */
export function questionOf(
  sheet: FactSheet,
  fence: Fence,
  pseudonyms: Pseudonyms,
  maxOutputTokens: number,
): Question {
  const hidden = (parts: FactSheet['facts'][number]['parts']) =>
    parts.map(({ text, recorded }) => ({ text: pseudonyms.hide(text), recorded }));
  const facts = sheet.facts.map(({ id, parts }) => `${id} ${fenced(hidden(parts), fence)}`);
  const steps = sheet.steps.map(({ id, text }) => `${id} ${fenced(hidden(text), fence)}`);
  const alerts = sheet.alerts.map(({ ref }) => ref).join(', ');
  return {
    instructions: prompt.instructions,
    prompt: [
      `Recorded texts stand between ${fence.open} and ${fence.close}`,
      `Alerts: ${alerts}`,
      'Facts:',
      ...facts,
      'Steps of the runbook:',
      ...steps,
    ].join('\n'),
    schema: answerSchema,
    maxOutputTokens,
  };
}

/**
 * All that an answer depends on, as one text to be hashed. Fence and pseudonyms are left out: they differ from run to run
 * and change nothing about what is asked.
 */
export function identityOf(sheet: FactSheet, provider: string, model: string): string {
  return JSON.stringify([
    prompt.version,
    provider,
    model,
    sheet.alerts.map(({ ref, level }) => [ref, level]),
    sheet.facts.map(({ id, parts }) => [id, wordsOf(parts)]),
    sheet.steps.map(({ id, text }) => [id, wordsOf(text)]),
  ]);
}

/** A text of English and identifiers has about three characters for a token; rather too many than too few. */
const charactersForToken = 3;

/** The most that a question can cost in tokens. */
export function largestUsage(question: Question): {
  readonly input: number;
  readonly output: number;
} {
  const characters =
    question.instructions.length + question.prompt.length + JSON.stringify(question.schema).length;
  return { input: Math.ceil(characters / charactersForToken), output: question.maxOutputTokens };
}
