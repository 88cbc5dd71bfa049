import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import type { ReadResult } from './read-result.ts';

/** From the pool to a thread. */
export type ToThread =
  | { readonly type: 'read'; readonly object: SourceObject }
  /** A result was used: there is room for another. */
  | { readonly type: 'taken' };

/** From a thread to the pool. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly result: SentResult };

/** Many lines cross faster as one text than one by one; buffers are moved and cost nothing. */
export interface SentResult extends Omit<ReadResult, 'detections'> {
  /** Joined by line feeds. */
  readonly detections: string;
}

export function packResult({ detections, ...result }: ReadResult): SentResult {
  return { ...result, detections: detections.join('\n') };
}

export function unpackResult({ detections, ...result }: SentResult): ReadResult {
  return { ...result, detections: detections === '' ? [] : detections.split('\n') };
}

/** Results that a thread may be ahead of their use: this bounds the memory that they hold. */
export const resultsAhead = 2;
