import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '#src/model/errors.ts';

/**
 * Throws when a part of the folder is gone. Opening would make a new, empty one, and then remove all that it does not
 * know of.
 */
export function assertWhole(folder: string): void {
  const has = (name: string) => existsSync(join(folder, name));
  const segments = join(folder, 'segments');
  const hasRecords = existsSync(segments) && readdirSync(segments).length > 0;
  if (has('events.duckdb') && !has('cairn.json')) throw missing(folder, 'cairn.json');
  if (hasRecords && !has('events.duckdb')) throw missing(folder, 'events.duckdb');
}

function missing(folder: string, name: string): StorageError {
  return new StorageError(
    `${join(folder, name)} is missing, without which the data folder cannot be read. Restore it from a backup, or ingest into a new folder. Nothing was changed.`,
  );
}
