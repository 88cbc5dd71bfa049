/** How many entries all windows together may hold, groups counting as entries. */
export class Budget {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isSpent(): boolean {
    return this.#held >= this.#most;
  }

  take(count: number): void {
    this.#held += count;
  }

  release(count: number): void {
    this.#held -= count;
  }
}
