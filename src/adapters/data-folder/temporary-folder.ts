import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasCode } from '#src/model/errors.ts';

const prefix = 'cairn-history-';

/** Makes a folder that names this process, and removes those of processes that were killed before they could. */
export function makeTemporaryFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^cairn-history-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeOwn(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The folder for temporary files is shared: another user's are not ours to remove. */
function removeOwn(folder: string): void {
  try {
    if (statSync(folder).uid === process.getuid?.()) removeFolder(folder);
  } catch {
    // Somebody else has just removed it.
  }
}

/** Signal 0 is not sent; it asks whether it could be. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
