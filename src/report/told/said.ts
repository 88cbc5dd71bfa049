import type { ZodType } from 'zod';
import type { Alert } from '#src/model/alert.ts';

/**
 * What speaks for harm, for ordinary work, for neither, and what is not known. A page shows it by a mark and a color;
 * the sentence itself says it too.
 */
export type Tone = 'risky' | 'benign' | 'plain' | 'unknown';

/** One sentence about an alert. It may hold what an attacker wrote: whoever shows it escapes it. */
export interface Said {
  readonly tone: Tone;
  readonly text: string;
}

export function risky(text: string): Said {
  return { tone: 'risky', text };
}

export function benign(text: string): Said {
  return { tone: 'benign', text };
}

export function plainly(text: string): Said {
  return { tone: 'plain', text };
}

export function unknown(text: string): Said {
  return { tone: 'unknown', text };
}

/** The value of a fact; undefined when nobody could look, or another version wrote it. */
export function factOf<Value>(
  { facts }: Pick<Alert, 'facts'>,
  id: string,
  schema: ZodType<Value>,
): Value | undefined {
  const fact = Object.hasOwn(facts, id) ? facts[id] : undefined;
  if (fact === undefined || fact.coverage !== 'ran') return undefined;
  const parsed = schema.safeParse(fact.value);
  return parsed.success ? parsed.data : undefined;
}

/** Why there is no value of a fact that a page would show; undefined when there was nothing to look at. */
export function gapOf(
  { facts }: Pick<Alert, 'facts'>,
  id: string,
  schema: ZodType,
): Said | undefined {
  const fact = Object.hasOwn(facts, id) ? facts[id] : undefined;
  if (fact === undefined) return unknown('nobody looked');
  if (fact.coverage === 'failed')
    return unknown(`could not look: ${fact.why ?? 'no reason given'}`);
  if (fact.coverage === 'skipped' || schema.safeParse(fact.value).success) return undefined;
  return unknown('looked at by another version of Cairn, in a form that this one does not read');
}

/** Parts of a sentence that have something to say. */
export function joined(parts: readonly (string | undefined | false)[], by = ', '): string {
  return parts.filter((part) => part !== undefined && part !== false && part !== '').join(by);
}

/** The first few, and how many more there are. */
export function fewOf(values: readonly string[], most: number, total = values.length): string {
  const shown = values.slice(0, most);
  const hidden = total - shown.length;
  return joined(
    [shown.join(', '), hidden > 0 && `and ${hidden.toLocaleString('en-US')} more`],
    ' ',
  );
}

/** `iam:CreateUser` for `iam.amazonaws.com:CreateUser`. */
export function callName(action: string): string {
  return action.replace('.amazonaws.com:', ':').replace(/\.amazonaws\.com$/, '');
}

/** The part of an actor key that a person would say. */
export function actorName(key: string): string {
  const name = key.slice(key.lastIndexOf(key.includes('#') ? '#' : '/') + 1);
  return name === '' ? key : name;
}
