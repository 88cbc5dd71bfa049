import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openData } from '#src/adapters/data-folder/open-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-damaged-'));
const whole = join(folder, 'whole');
const holder = { pid: process.pid, command: 'test', since: '2026-11-01T00:00:00Z' };
/** DuckDB keeps three headers, and then blocks. */
const headerBytes = 3 * 4_096;
const blockBytes = 262_144;

function cairn(...args: readonly string[]) {
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return spawnSync(process.execPath, ['bin/cairn.js', ...args], options);
}

function damagedAt(block: number): string {
  const data = join(folder, `damaged-${block}`);
  cpSync(whole, data, { recursive: true });
  const file = openSync(join(data, 'events.duckdb'), 'r+');
  writeSync(file, Buffer.alloc(512, 0x5a), 0, 512, headerBytes + block * blockBytes + 1_000);
  return data;
}

/** What is wrong; an error where it cannot even be opened. */
async function lookAt(data: string): Promise<string | undefined> {
  await using opened = await openData(data, holder);
  return await opened.history.damage(60_000);
}

beforeAll(() => {
  cairn('ingest', 'samples/AWSLogs', '--data', whole, '-q');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a damaged history', () => {
  it('is found wherever it is, also where opening does not look', async () => {
    const blocks = (statSync(join(whole, 'events.duckdb')).size - headerBytes) / blockBytes;
    const folders = Array.from({ length: blocks }, (_, block) => damagedAt(block));

    const found: string[] = [];
    for (const data of folders) {
      const damage = await lookAt(data).catch(() => undefined);
      if (damage !== undefined) found.push(data);
    }
    const told = cairn('alerts', '--data', found[0] ?? '', '--format', 'jsonl');

    expect(await lookAt(whole)).toBeUndefined();
    expect(found.length).toBeGreaterThan(1);
    expect(told.status).toBe(1);
    expect(told.stdout).toBe(cairn('alerts', '--data', whole, '--format', 'jsonl').stdout);
    expect(told.stderr).toContain(`the events in ${found[0]} are damaged: `);
  }, 60_000);

  it('is not looked for longer than the time that there is', async () => {
    await using opened = await openData(whole, holder);

    expect(await opened.history.damage(0)).toBeUndefined();
  });
});
