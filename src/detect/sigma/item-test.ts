import type { Field } from './field.ts';
import type { Reading } from './reading.ts';

/** What an item asks of a field. */
export interface ItemTest {
  /** Other fields that `fieldref` compares with, in the order that `matches` gets them. */
  readonly refs: readonly Field[];
  matches(reading: Reading, refs: readonly Reading[]): boolean;
  /** Lower-case texts of which the field must have one for the item to be true; undefined when that cannot be said. */
  readonly exact?: readonly string[];
  /** Lower-case texts of which a value must hold one for the item to be true; undefined when that cannot be said. */
  readonly needles?: readonly string[];
  /** Rough cost, so that cheap items are asked first. */
  readonly cost: number;
}

export type Ask = (reading: Reading) => boolean;
