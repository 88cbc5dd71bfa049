import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '#src/model/errors.ts';

/** A segment that has reached this size is closed: retention removes whole segments. */
const fullBytes = 64 * 1024 * 1024;

export interface Place {
  readonly segment: number;
  readonly start: number;
  readonly length: number;
}

/** Raw blocks of records, one after the other in numbered files. The database says where each block is. */
export interface Segments {
  append(block: Uint8Array): Place;
  /** Returns when all that was appended is on the disk. */
  sync(): void;
  read(place: Place): Buffer;
  /** Cuts off what was appended but never committed. */
  truncate(end: { readonly segment: number; readonly end: number }): void;
  remove(segment: number): void;
  list(): readonly number[];
  /** In bytes; 0 when there is no such file. */
  sizeOf(segment: number): number;
  bytes(): number;
  close(): void;
}

/** `isDurable` false leaves out the waiting for the disk, for a history that is thrown away. */
export function openSegments(folder: string, isDurable: boolean): Segments {
  const readers = new Map<number, number>();
  let writer: { segment: number; descriptor: number; end: number } | undefined;

  const pathOf = (segment: number): string => segmentPath(folder, segment);

  function closeWriter(): void {
    if (writer === undefined) return;
    if (isDurable) fsyncSync(writer.descriptor);
    closeSync(writer.descriptor);
    writer = undefined;
  }

  function writerFor(): NonNullable<typeof writer> {
    if (writer !== undefined && writer.end >= fullBytes) closeWriter();
    writer ??= openWriter(pathOf, list(folder).at(-1) ?? 0);
    return writer;
  }

  function readerOf(segment: number): number {
    const known = readers.get(segment);
    if (known !== undefined) return known;
    if (readers.size >= 64) closeReaders(readers);
    const descriptor = openSync(pathOf(segment), 'r');
    readers.set(segment, descriptor);
    return descriptor;
  }

  return {
    append(block) {
      const { segment, descriptor, end } = writerFor();
      writeFully(descriptor, block, end);
      if (writer) writer.end = end + block.length;
      return { segment, start: end, length: block.length };
    },
    sync() {
      if (isDurable && writer) fsyncSync(writer.descriptor);
    },
    read: ({ segment, start, length }) => readFully(readerOf(segment), start, length),
    truncate({ segment, end }) {
      for (const found of list(folder)) {
        if (found > segment) rmSync(pathOf(found));
        else if (found === segment) cut(pathOf(found), end);
      }
    },
    remove(segment) {
      closeReaders(readers);
      if (writer?.segment === segment) closeWriter();
      rmSync(pathOf(segment), { force: true });
    },
    list: () => list(folder),
    sizeOf: (segment) => statSync(pathOf(segment), { throwIfNoEntry: false })?.size ?? 0,
    bytes: () => list(folder).reduce((sum, found) => sum + statSync(pathOf(found)).size, 0),
    close() {
      closeWriter();
      closeReaders(readers);
    },
  };
}

export function segmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(6, '0')}.segment`);
}

function list(folder: string): readonly number[] {
  return readdirSync(folder)
    .filter((name) => /^\d+\.segment$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((a, b) => a - b);
}

function openWriter(
  pathOf: (segment: number) => string,
  last: number,
): { segment: number; descriptor: number; end: number } {
  const lastSize = last === 0 ? fullBytes : statSync(pathOf(last)).size;
  const segment = lastSize >= fullBytes ? last + 1 : last;
  const descriptor = openSync(pathOf(segment), last === segment ? 'r+' : 'w', 0o600);
  return { segment, descriptor, end: fstatSync(descriptor).size };
}

function cut(path: string, end: number): void {
  const descriptor = openSync(path, 'r+');
  try {
    if (fstatSync(descriptor).size > end) ftruncateSync(descriptor, end);
  } finally {
    closeSync(descriptor);
  }
}

function writeFully(descriptor: number, bytes: Uint8Array, at: number): void {
  let done = 0;
  while (done < bytes.length)
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
}

export function readFully(descriptor: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const read = readSync(descriptor, bytes, done, length - done, start + done);
    if (read === 0) throw new StorageError('A segment of the event history is shorter than it was');
    done += read;
  }
  return bytes;
}

function closeReaders(readers: Map<number, number>): void {
  for (const descriptor of readers.values()) closeSync(descriptor);
  readers.clear();
}
