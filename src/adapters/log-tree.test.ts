import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeLogTree } from './log-tree.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-tree-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeLogTree', () => {
  it('compresses what ends in .gz and says what it wrote', async () => {
    const files = [
      { path: 'a/b.json.gz', text: '{"Records":[]}', events: 2 },
      { path: 'truth.jsonl', text: '{}\n', events: 0 },
    ];

    const totals = await writeLogTree(folder, files);

    expect(totals).toMatchObject({ files: 1, events: 2 });
    expect(gunzipSync(readFileSync(join(folder, 'a/b.json.gz'))).toString()).toBe('{"Records":[]}');
    expect(readFileSync(join(folder, 'truth.jsonl'), 'utf8')).toBe('{}\n');
  });

  it('touches no folder that holds something', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'mine');

    await expect(writeLogTree(folder, [])).rejects.toThrow('not empty');
  });
});
