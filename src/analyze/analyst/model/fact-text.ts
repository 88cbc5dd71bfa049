import { visible } from '../../injection/hidden-characters.ts';

/** A piece of a fact. What was recorded may have been written by an attacker, and is fenced. */
export interface FactPart {
  readonly text: string;
  readonly recorded: boolean;
}

export type FactText = readonly FactPart[];

export interface SheetFact {
  readonly id: string;
  readonly parts: FactText;
}

const longestRecorded = 240;

/** Words of Cairn itself, or values that can only be what they say. */
export function ours(text: string): FactPart {
  return { text, recorded: false };
}

/** A text from an event: visible characters only, of bounded length. */
export function recorded(text: string, most = longestRecorded): FactPart {
  return { text: plainFact(text, most), recorded: true };
}

export function plainFact(text: string, most = longestRecorded): string {
  const clean = visible(text.slice(0, 4 * most));
  return clean.length > most ? `${clean.slice(0, most - 1).trimEnd()}…` : clean;
}

/** The words of a fact without its fences: what sentences are checked against. */
export function wordsOf(parts: FactText): string {
  return parts.map(({ text }) => text).join('');
}

/** Values that no attacker can make say more than they are: times, numbers, addresses, regions, single short words. */
const harmless =
  /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z|-?\d+(?:\.\d+)?%?|\d{12}|(?:\d{1,3}\.){3}\d{1,3}|[a-z]{2}(?:-[a-z]+)+-\d|[a-z]{1,14}|true|false)$/;

/** A value of an enrichment, fenced unless it is harmless. */
export function valuePart(value: string | number | boolean): FactPart {
  const text = String(value);
  return harmless.test(text) ? ours(text) : recorded(text);
}
