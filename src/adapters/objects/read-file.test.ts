import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectOpener } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(name: string, size?: number): Promise<number> {
  const opened = await objectOpener().open({
    kind: 'file',
    name,
    ...(size !== undefined && { size }),
  });
  if (opened.content instanceof Uint8Array) return opened.content.length;
  let bytes = 0;
  for await (const chunk of opened.content) bytes += chunk.length;
  return bytes;
}

describe('a file', () => {
  it.each([
    [
      'grew',
      (file: string) => appendFileSync(file, Buffer.alloc(20 * 1024 * 1024)),
      20 * 1024 * 1024 + 10,
    ],
    ['was cut', (file: string) => truncateSync(file, 4), 4],
  ])('that %s since it was listed is read as it is now', async (_, change, bytes) => {
    const file = join(folder, 'a.json');
    writeFileSync(file, '0123456789');
    change(file);

    expect(await read(file, 10)).toBe(bytes);
  });

  it('that became a pipe since it was listed is refused, and nobody waits for it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);

    await expect(read(pipe, 10)).rejects.toThrow('it is a pipe');
  });

  it('that is a device is refused', async () => {
    await expect(read('/dev/zero', 0)).rejects.toThrow('a device');
  });

  it('that a person named is read when it is a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // Open for reading and writing, a pipe needs no other end.
    const writer = openSync(pipe, 'r+');
    writeSync(writer, '12345');
    const reading = read(pipe);
    writeSync(writer, '67890');
    closeSync(writer);

    expect(await reading).toBe(10);
  });

  it('that a person named is refused when it is a pipe that nobody writes to', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);

    await expect(read(pipe)).rejects.toThrow('nobody writes to');
  });
});
