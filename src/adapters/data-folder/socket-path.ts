import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The kernel's limit for the path of a Unix socket, less the closing zero (man 7 unix; 104 on macOS). */
const longestPath = 103;

/** Where the holder of a data folder listens: in the folder, or, where its path is too long for a socket, beside others. */
export function socketPathOf(folder: string): string {
  const inside = resolve(folder, 'holder.sock');
  if (Buffer.byteLength(inside) <= longestPath) return inside;
  const own = join(tmpdir(), `cairn-${process.getuid?.() ?? 0}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const digest = createHash('sha256').update(inside).digest('hex').slice(0, 24);
  return join(own, `${digest}.sock`);
}
