import type { S3Options } from './s3-client.ts';

export interface ListOptions {
  readonly s3?: S3Options;
  /** A path that exists and holds nothing to read, or a file that was passed over, and why. */
  readonly onNote?: (path: string, note: string) => void;
}
