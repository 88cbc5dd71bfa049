import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import type { EventBatch } from '#src/normalize/batch/event-batch.ts';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';

/**
 * Where events go. Every event is kept once by its id, however often it is delivered. What was appended is safe after the
 * commit that follows it; a crash before loses it together with the note that its source was read, so that reading the
 * same sources again continues where it stopped.
 */
export interface EventStore {
  /** Key of the numbers that stand for texts: workers make their `BatchWriter` with it. */
  readonly hashKey: HashKey;
  /** True when all of this source is stored, so that it need not be read. */
  hasSource(identity: string): boolean;
  /**
   * Appends what one part of a source held, with the matches on its events. Commits by itself every so many events.
   * Throws a StorageError when the disk is full; what was committed before stays.
   */
  append(part: SourcePart): Promise<void>;
  /** Makes all that was appended safe; questions to the history see it from then on. */
  commit(): Promise<void>;
  /** What was appended since this store was opened, as of the last commit. */
  readonly totals: Appended;
}

export interface SourcePart {
  /** File path or s3:// address. */
  readonly name: string;
  /** Names the content for ever; given with the last part of a source that was read to its end without a fault. */
  readonly identity?: string;
  /** Absent when the part holds no event, such as a digest file. */
  readonly batch?: EventBatch | undefined;
  /** As `detectionLine` writes them. */
  readonly detections: readonly string[];
  readonly candidates?: CandidateBatch | undefined;
}

export interface Appended {
  readonly stored: number;
  /** Events that were stored before, from this source or another. */
  readonly duplicates: number;
}
