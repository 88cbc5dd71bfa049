import type { Detection } from '#src/model/detection.ts';

/** Holds detections back for a while, to put those that come late in their place. */
export class ReorderBuffer {
  readonly #lateMs: number;
  /** A binary heap, the earliest first. */
  readonly #heap: Detection[] = [];
  #newest = Number.NEGATIVE_INFINITY;

  constructor(lateMs: number) {
    this.#lateMs = lateMs;
  }

  /** Takes a detection; gives those that have waited long enough, in the order of time. */
  add(detection: Detection): readonly Detection[] {
    this.#push(detection);
    this.#newest = Math.max(this.#newest, detection.time);
    return this.releaseBefore(this.#newest - this.#lateMs);
  }

  releaseBefore(time: number): readonly Detection[] {
    const ready: Detection[] = [];
    for (
      let first = this.#heap[0];
      first !== undefined && first.time < time;
      first = this.#heap[0]
    ) {
      ready.push(first);
      this.#removeFirst();
    }
    return ready;
  }

  #push(detection: Detection): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || parent.time <= detection.time) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = detection;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (
      let child = this.#earlierChild(place);
      child !== undefined;
      child = this.#earlierChild(place)
    ) {
      const below = heap[child];
      if (below === undefined || below.time >= last.time) break;
      heap[place] = below;
      place = child;
    }
    heap[place] = last;
  }

  #earlierChild(place: number): number | undefined {
    const left = 2 * place + 1;
    const first = this.#heap[left];
    if (first === undefined) return undefined;
    const second = this.#heap[left + 1];
    return second !== undefined && second.time < first.time ? left + 1 : left;
  }
}
