import { askHolder } from '#src/adapters/data-folder/client.ts';
import {
  type Data,
  isDataFolder,
  openData,
  openTemporaryData,
  readingOf,
} from '#src/adapters/data-folder/open-data.ts';
import type { Reading } from '#src/adapters/data-folder/reading.ts';
import { UsageError } from '#src/model/errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { say } from './say.ts';

/** The data folder named by `--data`, or a history that goes with the command. */
export async function openStorage(folder: string | undefined, command: string): Promise<Data> {
  if (folder === undefined) return openTemporaryData();
  return openData(folder, { pid: process.pid, command, since: new Date().toISOString() });
}

/** The same for commands that make none. Throws a UsageError when there is none. */
export async function openExisting(folder: string, command: string): Promise<Data> {
  assertDataFolder(folder);
  return openStorage(folder, command);
}

function assertDataFolder(folder: string): void {
  if (!isDataFolder(folder))
    throw new UsageError(`${folder} is no data folder; cairn ingest makes one`);
}

/**
 * Reads a data folder that exists: through the process that holds it when there is one, else by ourselves. `own` is the
 * folder in the second case.
 */
export async function openReading<T>(
  folder: string,
  use: (reading: Reading, own?: Data) => Promise<T>,
): Promise<T> {
  assertDataFolder(folder);
  using holder = await askHolder(folder);
  if (holder !== undefined) return await use(holder);
  await using data = await openStorage(folder, 'read');
  return await use(readingOf(data), data);
}

/** Large histories are checked in part only: nobody waits longer for a list. */
const checkMs = 1_000;

/**
 * Shows what was made of the events earlier, without a look at them. When they turn out to be damaged that is said
 * afterwards: what is shown is still there, and cannot be asked about any more.
 */
export async function showStored(
  folder: string,
  show: (reading: Reading) => Promise<void>,
): Promise<ExitCode> {
  return openReading(folder, async (reading, own) => {
    await show(reading);
    const damage = await own?.history.damage(checkMs);
    if (damage === undefined) return exitCodes.done;
    say(
      `what is shown was stored earlier, but the events in ${folder} are damaged: ${damage}. Restore the folder from a backup, or ingest into a new one.`,
    );
    return exitCodes.failed;
  });
}
