import type { RawRecord } from '#src/model/cloud-event.ts';
import type { InputProblem } from '#src/model/problem.ts';
import type { RecordSource } from '#src/model/record-source.ts';
import type { ObjectReference } from './source-object.ts';

/** What an input held besides API events, and how often. */
export interface ReadCounts {
  readonly records: number;
  readonly digests: number;
  readonly insights: number;
  /** JSON values that are no CloudTrail record of any kind; each is also reported as a problem. */
  readonly foreign: number;
  /** Problems beyond those that are listed one by one. */
  readonly unlistedProblems: number;
}

/** Records that were found without being parsed; each is opened in turn, and all are gone when the next file is read. */
export interface RecordList {
  readonly count: number;
  open(index: number): RecordSource;
}

/** A part of an input: all of it for a file of usual size, some megabytes of a large one. */
export interface ReadChunk extends ReadCounts {
  readonly values: readonly RawRecord[];
  /** The records instead of `values`, when they were not parsed. */
  readonly scanned?: RecordList;
  /** The gzip as delivered, when it is one `{"Records": [...]}` and `values` are exactly its records in order. */
  readonly original?: Uint8Array;
  readonly references: readonly ObjectReference[];
  readonly problems: readonly InputProblem[];
  /** Bytes of the input, as stored, that this chunk came from. */
  readonly bytes: number;
}

/** A hostile file could hold millions of broken records: the first ones are listed, all are counted. */
const listedProblems = 100;
/** The same for the objects that notifications point at. */
const listedReferences = 10_000;

/** Gathers what is found in one input until it is taken as a chunk. */
export class Found {
  readonly #name: string;
  #values: RawRecord[] = [];
  #references: ObjectReference[] = [];
  #problems: InputProblem[] = [];
  #listed = 0;
  #listedReferences = 0;
  #unlisted = 0;
  #digests = 0;
  #insights = 0;
  #foreign = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get size(): number {
    return this.#values.length;
  }

  record(value: RawRecord): void {
    this.#values.push(value);
  }

  records(values: RawRecord[]): void {
    this.#values = this.#values.length === 0 ? values : this.#values.concat(values);
  }

  digest(): void {
    this.#digests++;
  }

  insight(): void {
    this.#insights++;
  }

  foreign(reason: string, at?: InputProblem['at']): void {
    this.#foreign++;
    this.problem(reason, at);
  }

  reference(reference: ObjectReference): void {
    if (this.#listedReferences++ < listedReferences) this.#references.push(reference);
    else this.problem('points at more objects than are followed');
  }

  problem(reason: string, at?: InputProblem['at']): void {
    if (this.#listed++ >= listedProblems) this.#unlisted++;
    else this.#problems.push({ source: this.#name, reason, ...(at && { at }) });
  }

  /** The chunk of a file whose records were found by scanning. */
  takeScanned(scanned: RecordList, bytes: number, original: Uint8Array): ReadChunk {
    return { ...this.take(bytes, original), records: scanned.count, scanned };
  }

  take(bytes: number, original?: Uint8Array): ReadChunk {
    const chunk: ReadChunk = {
      values: this.#values,
      records: this.#values.length,
      digests: this.#digests,
      insights: this.#insights,
      foreign: this.#foreign,
      unlistedProblems: this.#unlisted,
      references: this.#references,
      problems: this.#problems,
      bytes,
      ...(original && { original }),
    };
    this.#values = [];
    this.#references = [];
    this.#problems = [];
    this.#unlisted = this.#digests = this.#insights = this.#foreign = 0;
    return chunk;
  }
}
