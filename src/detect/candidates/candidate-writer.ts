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

  /**
   * False when the match has to be kept whatever the others are. That includes those without a possible time: a batch is
   * forgotten by its times.
   */
  add(detection: Detection): boolean {
    const { rule, time } = detection;
    const isCertain = time === 0 || this.#reader.isCertain(rule);
    const uses = this.#reader.add(detection, isCertain ? noLine : this.#lines.length, this.#uses);
    this.#first = Math.min(this.#first, time);
    this.#last = Math.max(this.#last, time);
    if (uses > 0 && !isCertain) this.#lines.push(detectionLine(detection));
    return !isCertain;
  }

  /** Also there when nothing was counted, for then it says that matches are kept which other correlations may count. */
  take(): CandidateBatch | undefined {
    if (this.#first === Number.POSITIVE_INFINITY) return undefined;
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
