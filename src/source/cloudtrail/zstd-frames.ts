import { InflateEngine } from './inflate-engine.ts';
import { inflateShort } from './inflate-short.ts';

/** Node decodes the first zstd frame only (RFC 8878 allows several): each further one gets a new engine. */
export class ZstdFrames {
  readonly #stepBytes: number;
  #engine: InflateEngine;
  #output: Buffer[] = [];

  constructor(stepBytes: number) {
    this.#stepBytes = stepBytes;
    this.#engine = new InflateEngine('zstd', stepBytes);
  }

  get failure(): string | undefined {
    return this.#engine.failure;
  }

  async write(piece: Uint8Array): Promise<void> {
    let rest = await this.#engine.write(piece);
    while (rest !== undefined && rest.length > 0) {
      this.#output.push(...this.#engine.take());
      const short = inflateShort('zstd', rest);
      if (short === undefined) {
        this.#engine.destroy();
        this.#engine = new InflateEngine('zstd', this.#stepBytes);
        rest = await this.#engine.write(rest);
      } else {
        this.#output.push(short.output);
        rest = rest.subarray(short.read);
      }
    }
  }

  end(): Promise<void> {
    return this.#engine.end();
  }

  take(): readonly Buffer[] {
    const output = [...this.#output, ...this.#engine.take()];
    this.#output = [];
    return output;
  }

  destroy(): void {
    this.#engine.destroy();
  }
}
