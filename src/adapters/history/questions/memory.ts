import type { Kinds } from '../kinds.ts';
import type { HourCounts } from '../looks/hour-counts.ts';
import type { Looks } from '../looks/looks.ts';
import type { Names } from '../names.ts';
import type { TextNumbers } from '../text-numbers.ts';

/** What answering needs besides the database: from texts to numbers and back, and what is held in memory. */
export interface Memory {
  readonly numbers: TextNumbers;
  readonly names: Names;
  readonly kinds: Kinds;
  readonly looks: Looks;
  readonly hours: HourCounts;
}
