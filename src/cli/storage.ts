import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { askHolder } from '#src/adapters/data-folder/client.ts';
import {
  type Data,
  openData,
  openTemporaryData,
  readingOf,
} from '#src/adapters/data-folder/open-data.ts';
import type { Reading } from '#src/adapters/data-folder/reading.ts';
import { UsageError } from '#src/model/errors.ts';

/** The data folder named by `--data`, or a history that goes with the command. */
export async function openStorage(folder: string | undefined, command: string): Promise<Data> {
  if (folder === undefined) return openTemporaryData();
  return openData(folder, { pid: process.pid, command, since: new Date().toISOString() });
}

/** Reads a data folder that exists: through the process that holds it when there is one, else by ourselves. */
export async function openReading<T>(
  folder: string,
  use: (reading: Reading) => Promise<T>,
): Promise<T> {
  if (!existsSync(join(folder, 'state.sqlite'))) {
    throw new UsageError(`${folder} is no data folder; cairn ingest makes one`);
  }
  using holder = await askHolder(folder);
  if (holder !== undefined) return await use(holder);
  await using data = await openStorage(folder, 'read');
  return await use(readingOf(data));
}
