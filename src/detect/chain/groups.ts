/** Which of `size` things belong together (a disjoint-set forest). */
export class Groups {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, index) => index);
  }

  /** The same number for all that belong together. */
  find(index: number): number {
    let root = index;
    while (this.#parent(root) !== root) root = this.#parent(root);
    for (let at = index; at !== root; ) {
      const next = this.#parent(at);
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].toSorted((x, y) => x - y);
    if (low !== undefined && high !== undefined) this.#parents[high] = low;
  }

  #parent(index: number): number {
    return this.#parents[index] ?? index;
  }
}
