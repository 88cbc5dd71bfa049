import { gzipSync } from 'node:zlib';
import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import { type EventBatch, transferablesOf } from '#src/normalize/batch/event-batch.ts';
import { BatchWriter } from '#src/normalize/batch.ts';
import { openDetector } from './detector.ts';
import type { JobDescription, Quieted } from './job-description.ts';

/** What is done with each record that meets the filters. One job belongs to one thread and works on one object at a time. */
export interface RecordJob {
  /** A new object begins. */
  begin(): void;
  /** Records follow; `isKept` when the bytes that they came in will be given to `finish`. */
  startChunk(isKept: boolean): void;
  /** `index` is the record's place in its chunk. May throw: the record is then reported, and the others go on. */
  add(record: RecordSource, index: number): void;
  /** What came of the records since the last call; `original` as in `ReadChunk`. */
  finish(original?: Uint8Array): JobOutput;
}

export interface JobOutput {
  readonly detections: readonly string[];
  readonly candidates?: CandidateBatch;
  readonly quieted: readonly Quieted[];
  readonly batch?: EventBatch;
  /** The buffers of the batch and the candidates. */
  readonly transfer: readonly ArrayBuffer[];
}

/** Raw records are kept once and read seldom, but writing them must not slow down reading. */
const blockLevel = 1;

export function createJob(description: JobDescription): RecordJob {
  const detector = description.rules.length > 0 ? openDetector(description) : undefined;
  const writer =
    description.historyKey &&
    new BatchWriter({
      hashKey: description.historyKey,
      compress: (bytes) => new Uint8Array(gzipSync(bytes, { level: blockLevel })),
    });
  return {
    begin: () => detector?.begin(),
    startChunk: (isKept) => writer?.start(isKept),
    add(record, index) {
      // The history first: an event that breaks a rule must still be in it.
      writer?.add(record, index);
      detector?.add(record);
    },
    finish(original) {
      const batch = writer?.finish(original);
      const found = detector?.take() ?? { detections: [], quieted: [] };
      return {
        ...found,
        ...(batch && { batch }),
        transfer: [
          ...(batch ? transferablesOf(batch) : []),
          ...(found.candidates
            ? [found.candidates.uses.buffer, found.candidates.lines.buffer]
            : []),
        ],
      };
    },
  };
}
