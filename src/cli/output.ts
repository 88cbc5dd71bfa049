import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { hasCode, StorageError } from '#src/model/errors.ts';

/** The reader of our output has gone (`cairn … | head`): nothing is wrong, there is just nobody left to write for. */
export class ClosedPipeError extends Error {}

/** Writes chunks to a file or to stdout with back-pressure, so that a slow reader never fills memory. */
export async function writeOutput(
  chunks: AsyncIterable<string>,
  file: string | undefined,
): Promise<void> {
  const stream = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 });
  const failure = new Promise<never>((_, reject) =>
    stream.once('error', (error) => reject(toOutputError(error, file))),
  );
  // A failure that comes after the last write has been awaited must not be an unhandled rejection.
  failure.catch(() => undefined);
  await Promise.race([failure, writeAll(chunks, stream)]);
  if (file !== undefined) {
    stream.end();
    await Promise.race([failure, finished(stream)]);
  }
}

async function writeAll(chunks: AsyncIterable<string>, stream: Writable): Promise<void> {
  for await (const chunk of chunks) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
}

function toOutputError(error: Error, file: string | undefined): Error {
  if (hasCode(error, 'EPIPE')) return new ClosedPipeError();
  return new StorageError(`Cannot write ${file ?? 'to standard output'}: ${error.message}`, {
    cause: error,
  });
}
