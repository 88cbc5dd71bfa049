import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInRules, readRuleDocuments } from './rule-files.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-rules-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readRuleDocuments', () => {
  it('reads rule files below a folder in order, named relative to it', async () => {
    mkdirSync(join(folder, 'b', 'c'), { recursive: true });
    for (const name of ['z.yml', 'b/c/y.yaml', 'b/a.YML', 'readme.md', 'b/rule.yml.bak']) {
      writeFileSync(join(folder, name), name);
    }

    const documents = await readRuleDocuments(folder);

    expect(documents).toEqual([
      { file: 'b/a.YML', text: 'b/a.YML' },
      { file: 'b/c/y.yaml', text: 'b/c/y.yaml' },
      { file: 'z.yml', text: 'z.yml' },
    ]);
  });

  it('reads one file', async () => {
    writeFileSync(join(folder, 'one.rule'), 'text');

    const documents = await readRuleDocuments(join(folder, 'one.rule'));

    expect(documents).toEqual([{ file: 'one.rule', text: 'text' }]);
  });

  it('says which file cannot be read, and reads the others', async () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, 'a.yml'));
    writeFileSync(join(folder, 'b.yml'), 'text');

    const documents = await readRuleDocuments(folder);

    expect(documents).toEqual([
      { file: 'a.yml', text: '', unreadable: expect.stringContaining('ENOENT') },
      { file: 'b.yml', text: 'text' },
    ]);
  });

  it('reads what a link leads to, and does not go round in a circle of links', async () => {
    const elsewhere = join(folder, 'elsewhere');
    const rules = join(folder, 'rules');
    mkdirSync(elsewhere);
    mkdirSync(rules);
    writeFileSync(join(elsewhere, 'a.yml'), 'a');
    writeFileSync(join(rules, 'b.yml'), 'b');
    symlinkSync(elsewhere, join(rules, 'more'));
    symlinkSync(rules, join(rules, 'round'));

    const documents = await readRuleDocuments(rules);

    expect(documents).toEqual([
      { file: 'b.yml', text: 'b' },
      { file: 'more/a.yml', text: 'a' },
    ]);
  });

  it('calls a path that is not there a wrong use', async () => {
    await expect(readRuleDocuments(join(folder, 'nowhere'))).rejects.toThrow(
      'There is no rules folder',
    );
  });
});

describe('builtInRules', () => {
  it('names each file by its rule folder', async () => {
    const documents = await builtInRules();

    expect(documents.map(({ file }) => file)).toContain('cloudtrail-logging-stopped/rule.yml');
  });
});
