import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { StorageError, UsageError } from '#src/model/errors.ts';

const compress = promisify(gzip);

/** Files that are compressed and written at the same time; each holds its text in memory. */
const atOnce = 4;

/** A file of a tree: `text` is compressed when the path ends in .gz. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
  readonly events: number;
}

export interface TreeTotals {
  /** Those that hold events. */
  readonly files: number;
  readonly events: number;
  /** Compressed. */
  readonly bytes: number;
}

/**
 * Writes files under `folder`, a few at a time. `onFile` is told the totals so far.
 * @throws UsageError when the folder holds something already, StorageError when it cannot be written.
 */
export async function writeLogTree(
  folder: string,
  files: Iterable<TreeFile>,
  onFile: (soFar: TreeTotals) => void = () => undefined,
): Promise<TreeTotals> {
  await makeEmptyFolder(folder);
  let totals: TreeTotals = { files: 0, events: 0, bytes: 0 };
  const running = new Set<Promise<void>>();
  for (const file of files) {
    const task = writeTreeFile(folder, file).then((bytes) => {
      totals = {
        files: totals.files + (file.events > 0 ? 1 : 0),
        events: totals.events + file.events,
        bytes: totals.bytes + bytes,
      };
      onFile(totals);
    });
    const tracked = task.finally(() => running.delete(tracked));
    running.add(tracked);
    if (running.size >= atOnce) await Promise.race(running);
  }
  await Promise.all(running);
  return totals;
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new StorageError(`Cannot make the folder ${folder}`, { cause });
  }
  if ((await readdir(folder)).length > 0) {
    throw new UsageError(`${folder} is not empty; name a folder that is empty or does not exist`);
  }
}

async function writeTreeFile(folder: string, { path, text }: TreeFile): Promise<number> {
  const target = join(folder, path);
  const bytes = path.endsWith('.gz') ? await compress(text) : Buffer.from(text);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  } catch (cause) {
    throw new StorageError(`Cannot write ${target}`, { cause });
  }
  return bytes.length;
}
