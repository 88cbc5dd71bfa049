import { type Data, openData, openTemporaryData } from '#src/adapters/data-folder/open-data.ts';

/** The data folder named by `--data`, or a history that goes with the command. */
export async function openStorage(folder: string | undefined, command: string): Promise<Data> {
  if (folder === undefined) return openTemporaryData();
  return openData(folder, { pid: process.pid, command, since: new Date().toISOString() });
}
