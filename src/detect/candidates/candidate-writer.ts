import { type CandidateBatch, noLine } from '#src/model/candidate-batch.ts';
import type { Detection } from '#src/model/detection.ts';
import { detectionLine } from '../detection-line.ts';
import type { UseReader } from './use-reader.ts';

/** Gathers the candidates of one part of a source. */
export class CandidateWriter {
  readonly #reader: UseReader;
  readonly #compress: (text: string) => Uint8Array<ArrayBuffer>;
  #lines: string[] = [];
  #uses: number[] = [];
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(reader: UseReader, compress: (text: string) => Uint8Array<ArrayBuffer>) {
    this.#reader = reader;
    this.#compress = compress;
  }

  /** False when the match has to be kept whatever the others are. */
  add(detection: Detection): boolean {
    const isCertain = this.#reader.isCertain(detection.rule);
    const uses = this.#reader.add(detection, isCertain ? noLine : this.#lines.length, this.#uses);
    if (uses === 0) return !isCertain;
    this.#first = Math.min(this.#first, detection.time);
    this.#last = Math.max(this.#last, detection.time);
    if (!isCertain) this.#lines.push(detectionLine(detection));
    return !isCertain;
  }

  take(): CandidateBatch | undefined {
    if (this.#uses.length === 0) return undefined;
    const batch = {
      correlations: this.#reader.correlations,
      first: this.#first,
      last: this.#last,
      uses: Uint32Array.from(this.#uses),
      lines: this.#compress(this.#lines.join('\n')),
    };
    this.#lines = [];
    this.#uses = [];
    this.#first = Number.POSITIVE_INFINITY;
    this.#last = Number.NEGATIVE_INFINITY;
    return batch;
  }
}
