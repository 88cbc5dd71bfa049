import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { ConflictError } from '#src/model/errors.ts';

const Holder = z.object({
  pid: z.int(),
  command: z.string(),
  /** ISO 8601 */
  since: z.string(),
});
/** Who uses a data folder. */
export type Holder = z.infer<typeof Holder>;

/** https://www.sqlite.org/rescode.html#busy */
const sqliteBusy = 5;

/**
 * Makes this process the only one that uses the folder. The lock is the operating system's, taken through SQLite, so it
 * ends with the process, however that ends. Throws a ConflictError that names the holder.
 */
export function lockFolder(folder: string, holder: Holder): Disposable {
  const database = new DatabaseSync(join(folder, 'lock.sqlite'));
  const file = join(folder, 'holder.json');
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw heldBy(folder, readHolder(file), error);
  }
  writeFileSync(file, JSON.stringify(holder), { mode: 0o600 });
  return { [Symbol.dispose]: () => database.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}

function heldBy(folder: string, holder: Holder | undefined, cause: unknown): ConflictError {
  const who = holder
    ? `process ${holder.pid} (${holder.command}, since ${holder.since})`
    : 'another process';
  return new ConflictError(
    `${folder} is in use by ${who}. Wait until it has ended, or use another data folder.`,
    { cause, context: { folder, ...holder } },
  );
}

function readHolder(file: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The holder may be writing it at this moment: that somebody holds the folder is certain all the same.
    return undefined;
  }
}
