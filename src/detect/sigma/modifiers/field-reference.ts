import type { Reading } from '../reading.ts';
import type { Chain, Position } from './chain.ts';

/** Whether any text of one field is (or begins, ends with, contains) any text of another. */
export function compareFields(
  reading: Reading,
  other: Reading,
  { cased, position }: Pick<Chain, 'cased' | 'position'>,
): boolean {
  const texts = cased ? reading.texts : reading.lowered;
  const others = cased ? other.texts : other.lowered;
  return texts.some((text) => others.some((wanted) => relates(text, wanted, position)));
}

function relates(text: string, wanted: string, position: Position | undefined): boolean {
  if (position === 'contains') return text.includes(wanted);
  if (position === 'startswith') return text.startsWith(wanted);
  return position === 'endswith' ? text.endsWith(wanted) : text === wanted;
}
