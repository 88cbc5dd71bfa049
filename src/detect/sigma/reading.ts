import { compactJson } from './compact-json.ts';
import { elementsOf, ManyValues } from './field.ts';

const none: readonly string[] = [];

/**
 * What a rule sees of one field of one record, in the forms that tests ask for; each form is made once, when first asked.
 * One object serves many records (`load`), because the hot path must not allocate.
 */
export class Reading {
  /** The value as in the record; undefined when the field is absent. */
  seen: unknown = undefined;
  #texts: readonly string[] | undefined;
  #lowered: readonly string[] | undefined;
  #wholes: readonly string[] | undefined;
  #lower: string | undefined;
  #loweredWholes: readonly string[] | undefined;

  load(seen: unknown): this {
    this.seen = seen;
    this.#lower = undefined;
    // Most values are texts, for which the other forms are never made.
    if (this.#texts === undefined && this.#wholes === undefined) return this;
    this.#texts = undefined;
    this.#lowered = undefined;
    this.#wholes = undefined;
    this.#loweredWholes = undefined;
    return this;
  }

  /** A value that is a text, in lower case; '' for any other. */
  get lower(): string {
    this.#lower ??= typeof this.seen === 'string' ? this.seen.toLowerCase() : '';
    return this.#lower;
  }

  /** The texts to compare: strings, numbers and booleans as text, objects as JSON, arrays by their elements. */
  get texts(): readonly string[] {
    this.#texts ??= textsOf(this.seen);
    return this.#texts;
  }

  get lowered(): readonly string[] {
    this.#lowered ??= lowered(this.texts);
    return this.#lowered;
  }

  /** Arrays as JSON text, in which `contains` and `re` look as well. */
  get wholes(): readonly string[] {
    this.#wholes ??= wholesOf(this.seen);
    return this.#wholes;
  }

  get loweredWholes(): readonly string[] {
    this.#loweredWholes ??= lowered(this.wholes);
    return this.#loweredWholes;
  }

  /** Present and not null. */
  get isPresent(): boolean {
    if (this.seen instanceof ManyValues) return this.seen.values.some((value) => value !== null);
    return this.seen !== undefined && this.seen !== null;
  }

  /** Absent, null, or a list with null in it. */
  get isNull(): boolean {
    if (this.seen === undefined || this.seen === null) return true;
    return typeof this.seen === 'object' && valuesOf(this.seen).includes(null);
  }

  /** Each value by itself: the elements of arrays, and anything else as it is. */
  get values(): readonly unknown[] {
    return valuesOf(this.seen);
  }
}

function valuesOf(seen: unknown): readonly unknown[] {
  if (seen === undefined) return [];
  if (seen instanceof ManyValues) return elementsOf(seen.values);
  return Array.isArray(seen) ? elementsOf(seen) : [seen];
}

function textsOf(seen: unknown): readonly string[] {
  if (typeof seen === 'string') return [seen];
  if (seen === undefined || seen === null) return none;
  if (typeof seen !== 'object') return [String(seen)];
  const texts: string[] = [];
  for (const value of valuesOf(seen)) if (value !== null) texts.push(textOf(value));
  return texts;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? compactJson(value) : String(value);
}

function wholesOf(seen: unknown): readonly string[] {
  if (seen instanceof ManyValues) return seen.values.filter(Array.isArray).map(compactJson);
  return Array.isArray(seen) ? [compactJson(seen)] : none;
}

function lowered(texts: readonly string[]): readonly string[] {
  return texts.length === 0 ? none : texts.map((text) => text.toLowerCase());
}
