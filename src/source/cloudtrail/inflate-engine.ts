import {
  createInflateRaw,
  createZstdDecompress,
  type InflateRaw,
  type ZstdDecompress,
} from 'node:zlib';

/** Steps a zlib stream by hand: reading it as a stream would drop its output when a later step fails. */
export class InflateEngine {
  readonly #stream: InflateRaw | ZstdDecompress;
  readonly #stopped: Promise<void>;
  #output: Buffer[] = [];
  #fed = 0;
  #hasEnded = false;
  /** Why it stopped before the end of the compressed data. */
  failure: string | undefined;

  /** The step is the size of the output that is lost when the data turns out to be damaged there. */
  constructor(format: 'deflate' | 'zstd', stepBytes: number) {
    const options = { chunkSize: stepBytes };
    this.#stream = format === 'zstd' ? createZstdDecompress(options) : createInflateRaw(options);
    this.#stream.on('data', (chunk: Buffer) => this.#output.push(chunk));
    this.#stopped = new Promise((resolve) => {
      this.#stream.on('end', () => {
        this.#hasEnded = true;
        resolve();
      });
      this.#stream.on('error', (error: NodeJS.ErrnoException) => {
        this.failure = describe(error);
        resolve();
      });
    });
  }

  /** The bytes after the end of the compressed data; undefined while it has not ended. */
  async write(piece: Uint8Array): Promise<Uint8Array | undefined> {
    if (this.#hasEnded) return piece;
    this.#fed += piece.length;
    const written = new Promise<void>((resolve) => {
      this.#stream.write(piece, () => resolve());
    });
    await Promise.race([written, this.#stopped]);
    if (this.failure !== undefined) return undefined;
    const unread = this.#fed - this.#stream.bytesWritten;
    if (unread === 0 && !this.#hasEnded) return undefined;
    await this.#stopped;
    return piece.subarray(piece.length - unread);
  }

  /** Says that there is no more input; a failure when the data is not complete. */
  async end(): Promise<void> {
    if (this.#hasEnded) return;
    this.#stream.end();
    await this.#stopped;
  }

  take(): readonly Buffer[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }

  destroy(): void {
    this.#stream.destroy();
  }
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR' || error.code === 'ZSTD_error_srcSize_wrong') {
    return 'the compressed data ends too early';
  }
  return `the compressed data is damaged (${error.code ?? 'unknown error'})`;
}
