/** How many entries all windows together may hold. */
export class Budget {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isSpent(): boolean {
    return this.#held >= this.#most;
  }

  take(): void {
    this.#held += 1;
  }

  release(count: number): void {
    this.#held -= count;
  }
}
