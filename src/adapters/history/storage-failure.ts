import { statfsSync } from 'node:fs';
import { AppError, messageOf, StorageError } from '#src/model/errors.ts';

/** Less than this, and the failure was most likely for want of space: SQLite and DuckDB do not say so in a code. */
const fullBelowBytes = 16 * 1024 * 1024;
const fullCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** What a person can do about a failure to open or write, whichever of the three stores it came from. */
export function asStorageError(
  error: unknown,
  folder: string,
  work: 'opened' | 'written' = 'written',
): AppError {
  if (error instanceof AppError) return error;
  const isFull = fullCodes.includes(codeOf(error)) || freeBytes(folder) < fullBelowBytes;
  const advice = isFull
    ? 'the disk is full. Free some space, or lower history.retentionDays or history.maxBytes, and run the same command again'
    : `${causeOf(error)}. Run the same command again`;
  const otherwise =
    work === 'opened'
      ? 'If that fails too, restore the folder from a backup, or ingest into a new one.'
      : 'Nothing that was stored before is lost.';
  const message = `The data folder ${folder} cannot be ${work}: ${advice}. ${otherwise}`;
  return new StorageError(message, {
    cause: error,
    context: { folder, freeBytes: freeBytes(folder) },
  });
}

/** The first line: the rest is advice about the database's own settings. */
function causeOf(error: unknown): string {
  const message = messageOf(error);
  return message.split('\n', 1)[0] ?? '';
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
