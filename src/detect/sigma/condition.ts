import type { Field } from './field.ts';
import type { ItemTest } from './item-test.ts';

/** A value as YAML gives it. */
export type Scalar = string | number | boolean | null;

/** `field|modifier: values`, or keywords where there is no field. */
export interface Item {
  readonly kind: 'item';
  /** As written, for people. */
  readonly label: string;
  /** Undefined: the values are searched anywhere in the record. */
  readonly field: Field | undefined;
  readonly modifiers: readonly string[];
  readonly values: readonly Scalar[];
  /** 1-based line in the file, for problems that show only when placeholders are filled in. */
  readonly line: number;
  /** Absent while the placeholders of `expand` are not filled in. */
  readonly test?: ItemTest;
}

/** What a search identifier stands for: a map is `all`, a list is `any`. */
export type Search =
  | Item
  | { readonly kind: 'all'; readonly parts: readonly Search[] }
  | { readonly kind: 'any'; readonly parts: readonly Search[] };

/** A condition with its identifiers resolved. */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[]; readonly label: string }
  | { readonly op: 'not'; readonly part: Condition }
  | {
      readonly op: 'at-least';
      readonly count: number;
      readonly parts: readonly Condition[];
      readonly label: string;
    }
  | { readonly op: 'search'; readonly name: string; readonly search: Search };
