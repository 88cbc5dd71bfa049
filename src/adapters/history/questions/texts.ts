import type { Kinds } from '../kinds.ts';
import type { Names } from '../names.ts';
import type { TextNumbers } from '../text-numbers.ts';

/** From the texts of questions to numbers, and from the numbers of events to texts. */
export interface Texts {
  readonly numbers: TextNumbers;
  readonly names: Names;
  readonly kinds: Kinds;
}
