import { setImmediate } from 'node:timers/promises';
import { s3Object } from '#src/adapters/objects/s3-name.ts';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import { createReader } from './create-reader.ts';
import type { JobDescription } from './job-description.ts';
import { listAhead } from './list-ahead.ts';
import { type Reader, readOne } from './read-one.ts';
import { ReadPool } from './read-pool.ts';
import type { ReadResult } from './read-result.ts';

export interface ReadProgress {
  readonly filesListed: number;
  readonly filesDone: number;
  readonly bytesListed: number;
  readonly bytesDone: number;
  readonly events: number;
  /** True when `filesListed` and `bytesListed` are the whole. */
  readonly isListed: boolean;
}

export interface ReadOptions {
  /** Threads; 0 reads in the calling thread. */
  readonly workers: number;
  /** Reading stops soon after, without an error. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Up to this much is read sooner than threads have started. */
const inlineObjects = 16;
const inlineBytes = 1024 * 1024;

/**
 * Reads all objects, and the S3 objects that notifications in them point at, and does the job on each record. The
 * consumer's pace is the pace of reading: no more than two results a thread wait for it. Results come in any order.
 */
export async function* readAll(
  objects: AsyncIterable<SourceObject>,
  description: JobDescription,
  options: ReadOptions,
): AsyncGenerator<ReadResult, void> {
  const progress = trackProgress(options.onProgress);
  const referenced = new Map<string, SourceObject>();
  for await (const result of readObjects(
    listAhead(objects, progress.listed),
    description,
    options,
  )) {
    for (const { bucket, key } of result.references) {
      const object = s3Object(bucket, key);
      referenced.set(object.name, object);
    }
    progress.done(result);
    yield result;
  }
  if (referenced.size === 0) return;
  const followed = listAhead(each(referenced.values()), progress.listed);
  // What these point at in turn is not followed: two objects could point at each other for ever.
  for await (const result of readObjects(followed, description, options)) {
    progress.done(result);
    yield result;
  }
}

async function* readObjects(
  objects: AsyncIterator<SourceObject>,
  description: JobDescription,
  options: ReadOptions,
): AsyncGenerator<ReadResult, void> {
  if (options.signal?.aborted) return;
  const { first, isAll } = await takeFirst(objects);
  const rest = isAll ? each(first) : joined(first, objects);
  if (options.workers === 0 || isAll) {
    yield* readHere(rest, description, options);
    return;
  }
  const here: SourceObject[] = [];
  const pool = new ReadPool(description, options.workers);
  yield* pool.read(setStdinAside(rest, here), options.signal);
  yield* readHere(each(here), description, options);
}

/** Standard input belongs to the main thread. */
async function* setStdinAside(
  objects: AsyncIterable<SourceObject>,
  aside: SourceObject[],
): AsyncGenerator<SourceObject, void> {
  for await (const object of objects) {
    if (object.kind === 'stdin') aside.push(object);
    else yield object;
  }
}

/** As many as may be read without threads, or one more. */
async function takeFirst(
  objects: AsyncIterator<SourceObject>,
): Promise<{ first: readonly SourceObject[]; isAll: boolean }> {
  const first: SourceObject[] = [];
  let bytes = 0;
  while (first.length <= inlineObjects && bytes <= inlineBytes) {
    const next = await objects.next();
    if (next.done) return { first, isAll: true };
    first.push(next.value);
    bytes += next.value.kind === 'stdin' ? 0 : (next.value.size ?? inlineBytes);
  }
  return { first, isAll: false };
}

async function* readHere(
  objects: AsyncIterable<SourceObject>,
  description: JobDescription,
  { signal }: ReadOptions,
): AsyncGenerator<ReadResult, void> {
  let reader: Reader | undefined;
  try {
    for await (const object of objects) {
      // Compiling the rules takes a tenth of a second, which is wasted where threads read everything.
      reader ??= createReader(description);
      for await (const { result } of readOne(object, reader)) {
        if (signal?.aborted) return;
        yield result;
        // Lets Ctrl-C and timers in between.
        await setImmediate();
      }
    }
  } finally {
    reader?.opener.close();
  }
}

async function* joined(
  first: readonly SourceObject[],
  rest: AsyncIterator<SourceObject>,
): AsyncGenerator<SourceObject, void> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* each(objects: Iterable<SourceObject>): AsyncGenerator<SourceObject, void> {
  yield* objects;
}

function trackProgress(report: ReadOptions['onProgress']): {
  listed(object: SourceObject | undefined): void;
  done(result: ReadResult): void;
} {
  const sum = { filesListed: 0, filesDone: 0, bytesListed: 0, bytesDone: 0, events: 0 };
  let isListed = false;
  return {
    listed(object) {
      isListed = object === undefined;
      if (object === undefined) return;
      sum.filesListed++;
      sum.bytesListed += object.size ?? 0;
    },
    done(result) {
      if (result.isLast) sum.filesDone++;
      sum.bytesDone += result.bytes;
      sum.events += result.records;
      report?.({ ...sum, isListed });
    },
  };
}
