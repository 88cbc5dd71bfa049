import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import { openChannel } from './channel.ts';
import type { JobDescription } from './job-description.ts';
import { type ReadResult, unreadable } from './read-result.ts';
import { type ReadThread, startThread } from './read-thread.ts';

/** One being read and one waiting, so that a thread never waits for the next name. */
const assignedAtOnce = 2;

/**
 * Reads objects in threads of its own. Results come in any order, the parts of one object in theirs. A thread that dies
 * is replaced, the object that it was reading is reported, and those that waited are read by another.
 */
export class ReadPool {
  readonly #description: JobDescription;
  readonly #size: number;
  readonly #threads = new Set<ReadThread>();
  readonly #orphans: SourceObject[] = [];
  readonly #results = openChannel<{ thread: ReadThread; result: ReadResult }>();
  #isStopped = false;
  #wake: (() => void) | undefined;

  constructor(description: JobDescription, size: number) {
    this.#description = description;
    this.#size = Math.max(1, size);
  }

  /** Call once. Ends early, without an error, when the signal is aborted. */
  async *read(
    objects: AsyncIterable<SourceObject>,
    signal?: AbortSignal,
  ): AsyncGenerator<ReadResult, void> {
    const abort = () => this.#results.close();
    signal?.addEventListener('abort', abort);
    void this.#feed(objects).then(this.#results.close, this.#results.fail);
    try {
      for await (const { thread, result } of this.#results) {
        if (signal?.aborted) return;
        yield result;
        thread.taken();
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      await this.#stop();
    }
  }

  async #stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake?.();
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  async #feed(objects: AsyncIterable<SourceObject>): Promise<void> {
    for await (const object of objects) {
      await this.#assignOrphans();
      await this.#assign(object);
      if (this.#isStopped) return;
    }
    while (!this.#isStopped && this.#hasWork()) {
      await this.#assignOrphans();
      if (this.#hasWork()) await this.#change();
    }
  }

  #hasWork(): boolean {
    return (
      this.#orphans.length > 0 || [...this.#threads].some(({ assigned }) => assigned.length > 0)
    );
  }

  async #assignOrphans(): Promise<void> {
    for (let orphan = this.#orphans.pop(); orphan; orphan = this.#orphans.pop()) {
      await this.#assign(orphan);
    }
  }

  async #assign(object: SourceObject): Promise<void> {
    while (!this.#isStopped) {
      const thread = this.#freeThread();
      if (thread) {
        thread.read(object);
        return;
      }
      await this.#change();
    }
  }

  /** An idle thread, a new one, or one with little to do; undefined when all have enough. */
  #freeThread(): ReadThread | undefined {
    const [least] = [...this.#threads].sort((a, b) => a.assigned.length - b.assigned.length);
    if (least && least.assigned.length === 0) return least;
    if (this.#threads.size < this.#size) return this.#start();
    return least && least.assigned.length < assignedAtOnce ? least : undefined;
  }

  #start(): ReadThread {
    const thread = startThread(this.#description, {
      onResult: (from, result) => {
        if (result.isLast) from.assigned.shift();
        this.#results.send({ thread: from, result });
        this.#wake?.();
      },
      onDeath: (dead, reason, wasReady) => this.#bury(dead, reason, wasReady),
    });
    this.#threads.add(thread);
    return thread;
  }

  #bury(thread: ReadThread, reason: string, wasReady: boolean): void {
    this.#threads.delete(thread);
    // It would not start the next time either.
    if (!wasReady) this.#results.fail(new Error(reason));
    const [object, ...rest] = thread.assigned;
    if (object) this.#results.send({ thread, result: unreadable(object, reason) });
    this.#orphans.push(...rest);
    this.#wake?.();
  }

  /** Until a thread has finished an object or died. */
  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}
