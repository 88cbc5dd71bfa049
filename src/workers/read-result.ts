import type { CandidateBatch } from '#src/model/candidate-batch.ts';
import type { InputProblem } from '#src/model/problem.ts';
import type { EventBatch } from '#src/normalize/batch/event-batch.ts';
import type { ReadCounts } from '#src/source/cloudtrail/found.ts';
import type { ObjectReference, SourceObject } from '#src/source/cloudtrail/source-object.ts';
import type { Quieted } from './job-description.ts';

/** What came of one object, or of one part of a large one. Plain data: it crosses threads. */
export interface ReadResult extends ReadCounts {
  readonly object: SourceObject;
  /** Bytes as stored that this part came from. */
  readonly bytes: number;
  /** Records that met the filters. */
  readonly kept: number;
  /** Records kept although a time was asked for and theirs cannot be read. */
  readonly undated: number;
  /** As lines of text; see `detectionLine`. */
  readonly detections: readonly string[];
  /** Matches that only correlations use, where the job asks for them apart from the others. */
  readonly candidates?: CandidateBatch;
  readonly quieted: readonly Quieted[];
  /** The events for the history, where the job asks for them. */
  readonly batch?: EventBatch;
  readonly problems: readonly InputProblem[];
  /** S3 objects that notifications in this object point at. */
  readonly references: readonly ObjectReference[];
  /** True for the last part of an object. */
  readonly isLast: boolean;
  /** What the content is called for ever; with the last part of an object that was read to its end. */
  readonly identity?: string;
}

/** The result for an object of which nothing (more) can be read. */
export function unreadable(object: SourceObject, reason: string): ReadResult {
  return {
    object,
    bytes: 0,
    records: 0,
    kept: 0,
    undated: 0,
    digests: 0,
    insights: 0,
    foreign: 0,
    unlistedProblems: 0,
    detections: [],
    quieted: [],
    problems: [{ source: object.name, reason }],
    references: [],
    isLast: true,
  };
}
