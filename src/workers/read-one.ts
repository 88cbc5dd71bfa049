import { readBlock } from '#src/adapters/history/scan/read-block.ts';
import type { ObjectOpener } from '#src/adapters/objects/open.ts';
import { AppError } from '#src/model/errors.ts';
import type { InputProblem } from '#src/model/problem.ts';
import { type RecordSource, WholeRecord } from '#src/model/record-source.ts';
import type { ReadChunk, RecordList } from '#src/source/cloudtrail/found.ts';
import type { ReadLimits } from '#src/source/cloudtrail/limits.ts';
import { readObject } from '#src/source/cloudtrail/read-object.ts';
import type { Scanner } from '#src/source/cloudtrail/scan/scanner.ts';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import type { JobOutput, RecordJob } from './job.ts';
import { type ReadResult, unreadable } from './read-result.ts';
import type { RecordFilter } from './record-filter.ts';

/** What a thread needs to read objects one after the other. */
export interface Reader {
  readonly opener: ObjectOpener;
  readonly limits: ReadLimits;
  readonly filter: RecordFilter | undefined;
  readonly job: RecordJob;
  readonly scanner: Scanner;
  /** Whether anybody wants to know the identity of an object's content, which costs time. */
  readonly identifies: boolean;
}

/** A result, and the buffers in it that can be handed over instead of being copied. */
export interface WorkedResult {
  readonly result: ReadResult;
  readonly transfer: readonly ArrayBuffer[];
}

/** Reads one object and does the job on each of its records. Never throws: what goes wrong is a problem in a result. */
export async function* readOne(
  object: SourceObject,
  reader: Reader,
): AsyncGenerator<WorkedResult, void> {
  reader.job.begin();
  let previous: WorkedResult | undefined;
  try {
    const opened = await openChunks(object, reader);
    for await (const chunk of opened.chunks) {
      if (previous) yield previous;
      previous = undefined;
      previous = workThrough(chunk, object, reader);
    }
    if (previous) yield asLast(previous, reader.identifies ? opened.identity() : undefined);
  } catch (error) {
    if (previous) yield previous;
    yield { result: unreadable(object, reasonOf(error)), transfer: [] };
  }
}

interface OpenedChunks {
  readonly chunks: AsyncIterable<ReadChunk> | Iterable<ReadChunk>;
  identity(): string;
}

async function openChunks(
  object: SourceObject,
  { opener, limits, scanner }: Reader,
): Promise<OpenedChunks> {
  if (object.kind === 'block') return { chunks: [readBlock(object)], identity: () => object.name };
  const opened = await opener.open(object);
  return {
    chunks: readObject(opened.content, object.name, limits, scanner),
    identity: () => opened.identity(),
  };
}

function asLast({ result, transfer }: WorkedResult, identity: string | undefined): WorkedResult {
  return { result: { ...result, isLast: true, ...(identity && { identity }) }, transfer };
}

function workThrough(
  { values, scanned, original, ...counts }: ReadChunk,
  object: SourceObject,
  { filter, job }: Reader,
): WorkedResult {
  const problems: InputProblem[] = [...counts.problems];
  const records = scanned ?? listOf(values);
  let kept = 0;
  let undated = 0;
  job.startChunk(original !== undefined);
  for (let index = 0; index < records.count; index++) {
    const record = records.open(index);
    const verdict = filter ? filter(record.whole()) : 'keep';
    if (verdict === 'undated') undated++;
    if (verdict === 'drop') continue;
    kept++;
    const reason = faultOf(job, record, index);
    if (reason !== undefined) problems.push(faultAt(object, index, reason));
  }
  const { transfer, ...output }: JobOutput = job.finish(original);
  return {
    result: { ...counts, ...output, object, kept, undated, problems, isLast: false },
    transfer,
  };
}

function listOf(values: ReadChunk['values']): RecordList {
  const source = new WholeRecord();
  return { count: values.length, open: (index) => source.of(values[index] ?? {}) };
}

/** A record that breaks our own code must not take the rest of the file with it, nor go unnoticed. */
function faultOf(job: RecordJob, record: RecordSource, index: number): string | undefined {
  try {
    job.add(record, index);
    return undefined;
  } catch (error) {
    return error instanceof RangeError
      ? 'a record too large or too deeply nested to work on'
      : `a record that could not be worked on: ${reasonOf(error)}`;
  }
}

function faultAt(object: SourceObject, index: number, reason: string): InputProblem {
  return { source: object.name, reason, at: { unit: 'record', value: index + 1 } };
}

/** System errors speak of our calls; the person wants to know about the file. */
const systemReasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'not permitted to read it'],
  ['EPERM', 'not permitted to read it'],
  ['ENOENT', 'it does not exist any more'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'a link that leads to itself'],
  ['ENXIO', 'it is a socket or a device, no file'],
  ['ESTALE', 'it does not exist any more'],
  ['EIO', 'the disk reports an error'],
  ['EMFILE', 'too many open files'],
]);

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const { code, message } =
    error instanceof Error
      ? (error as NodeJS.ErrnoException)
      : (new Error(String(error)) as NodeJS.ErrnoException);
  return systemReasons.get(code ?? '') ?? message;
}
