import type { RawRecord } from '#src/model/cloud-event.ts';

/** The fields of an object that is gone through list by list, but for these lists, as pieces of JSON. */
type Fields = string[];

/** The lists that reading is inside of, and the objects around them. */
export class Enclosures {
  readonly #stack: ('list' | Fields)[] = [];
  #lists = 0;

  get depth(): number {
    return this.#stack.length;
  }

  get lists(): number {
    return this.#lists;
  }

  get innermost(): 'list' | 'wrapper' | undefined {
    const last = this.#stack.at(-1);
    return last === undefined || last === 'list' ? last : 'wrapper';
  }

  enterWrapper(): void {
    this.#stack.push([]);
  }

  enterList(): void {
    this.#stack.push('list');
    this.#lists++;
  }

  /** Adds to the fields of the innermost object. */
  addFields(json: string): void {
    const last = this.#stack.at(-1);
    if (last !== 'list' && json.trim() !== '') last?.push(json);
  }

  /** The fields of an object that is left by this, if it has any; `broken` when they are no JSON. */
  leave(): RawRecord | 'broken' | undefined {
    const last = this.#stack.pop();
    if (last === 'list') this.#lists--;
    if (last === undefined || last === 'list' || last.length === 0) return undefined;
    try {
      return JSON.parse(`{${last.join(',')}}`);
    } catch {
      return 'broken';
    }
  }
}
