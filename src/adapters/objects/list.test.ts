import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '#src/model/errors.ts';
import { listObjects } from './list.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-list-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('listObjects', () => {
  it('lists a folder and those below it, sorted, without what is hidden or no log', async () => {
    files({
      'b/2.json.gz': gzipSync('{}'),
      'b/1.jsonl': '{}',
      'a.ndjson.zst': '',
      'named-otherwise': '  [{"eventName":"A"}]',
      'README.md': '[link]',
      LICENSE: 'Copyright',
      '.hidden/x.json': '{}',
      '.x.json': '{}',
    });
    const notes: string[] = [];

    const found = await list([folder], notes);

    expect(found).toEqual(['a.ndjson.zst', 'b/1.jsonl', 'b/2.json.gz', 'named-otherwise']);
    expect(notes).toEqual(['LICENSE', 'README.md']);
  });

  it('does not follow links in circles', async () => {
    files({ 'a/1.json': '{}' });
    symlinkSync(folder, join(folder, 'a', 'up'));
    const notes: string[] = [];

    expect(await list([folder], notes)).toEqual(['a/1.json']);
    expect(notes).toEqual(['a/up']);
  });

  it('lists what cannot be looked into, so that it is reported as unread', async () => {
    files({ 'a/1.json': '{}' });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'a', 'broken.json'));

    expect(await list([folder], [])).toEqual(['a/1.json', 'a/broken.json']);
  });

  it('lists pipes and links in circles below a folder, so that they are reported as unread', async () => {
    files({ '1.json': '{}' });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync(join(folder, 'circle'), join(folder, 'circle'));

    expect(await list([folder], [])).toEqual(['1.json', 'circle', 'pipe']);
  });

  it('goes on where a link among the matches of a glob leads nowhere', async () => {
    files({ '1.json': '{}' });
    symlinkSync(join(folder, 'nowhere'), join(folder, '0.json'));

    expect(await list([join(folder, '*.json')], [])).toEqual(['0.json', '1.json']);
  });

  it('follows a link to a folder elsewhere', async () => {
    files({ 'real/1.json': '{}', 'view/2.json': '{}' });
    symlinkSync(join(folder, 'real'), join(folder, 'view', 'link'));

    expect(await list([join(folder, 'view')], [])).toEqual(['view/2.json', 'view/link/1.json']);
  });

  it('takes a file that is named, whatever it is called', async () => {
    files({ 'notes.txt': 'hello' });

    expect(await list([join(folder, 'notes.txt')], [])).toEqual(['notes.txt']);
  });

  it('takes globs, and a file whose name looks like one', async () => {
    files({ 'x/1.json': '{}', 'x/2.json': '{}', 'x/3.txt': '', '[a].json': '{}' });

    expect(await list([join(folder, 'x', '*.json')], [])).toEqual(['x/1.json', 'x/2.json']);
    expect(await list([join(folder, '[a].json')], [])).toEqual(['[a].json']);
  });

  it.each(['missing.json', '*.missing'])('says that %s does not exist', async (name) => {
    const listing = list([join(folder, name)], []);

    await expect(listing).rejects.toThrow(UsageError);
    await expect(listing).rejects.toThrow(name);
  });

  it('says that a folder holds nothing to read', async () => {
    const notes: string[] = [];

    expect(await list([folder], notes)).toEqual([]);
    expect(notes).toEqual(['']);
  });

  it('knows standard input', async () => {
    expect(await list(['-'], [])).toEqual(['standard input']);
  });
});

function files(content: Record<string, string | Buffer>): void {
  for (const [name, text] of Object.entries(content)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function list(paths: readonly string[], notes: string[]): Promise<readonly string[]> {
  const relative = (path: string) => path.replace(folder, '').replace(/^\//, '');
  const found: string[] = [];
  const onNote = (path: string) => notes.push(relative(path));
  for await (const { name } of listObjects(paths, { onNote })) found.push(relative(name));
  return found;
}
