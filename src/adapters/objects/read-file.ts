import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { hasCode, InvalidInputError } from '#src/model/errors.ts';
import { type FileObject, wholeDocumentBytes } from '#src/source/cloudtrail/source-object.ts';

/** A pipe without a writer would keep `open` waiting for ever. */
const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

/**
 * The bytes of a file, or a stream of them where it is large or a pipe that a person named. What it is is looked at
 * after it was opened, for it may have grown or been replaced since it was listed.
 * @throws InvalidInputError when it is no file, or the system's error when it cannot be opened.
 */
export function readFile({ name, size }: FileObject): Uint8Array | AsyncIterable<Uint8Array> {
  const file = openSync(name, withoutWaiting);
  try {
    const stats = fstatSync(file);
    if (stats.isFIFO() && size === undefined) return readPipe(file);
    if (!stats.isFile())
      throw new InvalidInputError('it is a pipe, a socket, a device or a folder');
    if (stats.size > wholeDocumentBytes)
      return createReadStream(name, { fd: file, highWaterMark: 1024 * 1024 });
    // A thread of its own has nothing else to do meanwhile, and this is the faster way.
    const bytes = readFileSync(file);
    closeSync(file);
    return bytes;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** Throws when nobody writes to the pipe: it would be waited for, maybe for ever. */
function readPipe(file: number): AsyncIterable<Uint8Array> {
  const start = startOf(file);
  if (start?.length === 0) throw new InvalidInputError('it is a pipe that nobody writes to');
  return withStart(start, new Socket({ fd: file, writable: false }));
}

/** Undefined when there is nothing yet. */
function startOf(file: number): Uint8Array | undefined {
  const bytes = new Uint8Array(64 * 1024);
  try {
    return bytes.subarray(0, readSync(file, bytes));
  } catch (error) {
    if (hasCode(error, 'EAGAIN')) return undefined;
    throw error;
  }
}

async function* withStart(
  start: Uint8Array | undefined,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  if (start) yield start;
  yield* rest;
}
