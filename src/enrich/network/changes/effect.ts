import type { RawRecord } from '#src/model/cloud-event.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { type Bag, bag, list, pick } from '#src/normalize/untyped.ts';
import type { NetworkChange } from '../schema.ts';

/** A call that changes a network, laid out for the functions that say what it did. */
export interface NetworkCall {
  readonly record: RawRecord;
  readonly name: string;
  /** Without the wrapper that newer calls of EC2 have around theirs. */
  readonly request: Bag;
  readonly response: Bag;
  readonly account: string;
  readonly settings: DeriveSettings;
}

/** What a call makes of one thing: a rule, a route, a connection. */
export interface NetworkEffect
  extends Pick<NetworkChange, 'kind' | 'resource' | 'after' | 'reach' | 'world' | 'sensitive'> {
  /** Names the very thing that is set, so that the call that set it before can be found. */
  readonly slot: string;
  /** Absent where only an earlier call can tell. */
  readonly before?: string;
}

export type ReadEffects = (call: NetworkCall) => readonly NetworkEffect[];

/**
 * The first of these fields that holds something, ready for a sentence; `a.b` goes into objects, and EC2's
 * `{ tag, content }` is read as its content. '' when there is none.
 */
export function field(from: Bag, ...paths: readonly string[]): string {
  for (const path of paths) {
    const [value] = fields(from, path);
    if (value !== undefined) return value;
  }
  return '';
}

/** All values of a field, at most 20. */
export function fields(from: Bag, path: string): readonly string[] {
  let values: readonly unknown[] = [from];
  for (const key of path.split('.')) {
    values = values.flatMap((value) => list(pick(bag(value), key))).slice(0, 20);
  }
  return values
    .map((value) => bag(value)['content'] ?? value)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map((value) => clean(String(value)))
    .filter((value) => value !== '');
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || bag(value)['value'] === true;
}

/** What a sentence says where the call names nothing. */
export function orUnnamed(value: string): string {
  return value === '' ? '(not named)' : value;
}
