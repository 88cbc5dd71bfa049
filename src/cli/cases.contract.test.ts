import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '#src/model/case.ts';
import { generate } from '#src/source/generator/generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-cases-'));
const data = ['--data', join(folder, 'data')];
const logs = join(folder, 'logs');

function cairn(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/cairn.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { stdout, stderr, status };
}

function linesOf(...args: readonly string[]): readonly Record<string, unknown>[] {
  const { stdout } = cairn(...args, '--format', 'jsonl');
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

function storedCases(): readonly Case[] {
  return linesOf('cases', ...data) as unknown as readonly Case[];
}

beforeAll(() => {
  const files = generate({
    seed: 5,
    events: 1_500,
    days: 6,
    start: Date.UTC(2026, 10, 2),
    accounts: 2,
    people: 5,
    cardinality: 'low',
    duplicatePercent: 0,
    scenarios: ['root-creates-admin', 's3-ransom-ssec'],
  });
  for (const { path, text } of files) {
    if (!path.endsWith('.gz')) continue;
    mkdirSync(dirname(join(logs, path)), { recursive: true });
    writeFileSync(join(logs, path), gzipSync(text));
  }
  cairn('ingest', logs, ...data, '-q');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cairn cases', () => {
  it('lists what was joined, and each alert names its case', () => {
    const ids = new Set(storedCases().map(({ id }) => id));
    const named = linesOf('alerts', ...data).flatMap(({ caseId }) => caseId ?? []);

    expect(ids.size).toBe(2);
    expect(new Set(named)).toEqual(ids);
  });

  it('gives the same cases when the same logs are read again', () => {
    const before = storedCases();

    cairn('ingest', logs, ...data, '-q');

    expect(storedCases()).toEqual(before);
  });

  it('shows one as a page', () => {
    const [first] = storedCases();

    const { stdout, status } = cairn('cases', first?.id.slice(0, 8) ?? '', ...data);

    expect(status).toBe(0);
    for (const title of ['HOW FAR IT WENT', 'WHY THEY BELONG TOGETHER', 'QUESTIONS TO ASK'])
      expect(stdout).toContain(title);
  });

  it.each([
    ['cases', 'zzz'],
    ['hunt', '--case', 'zzz'],
  ])('fails when there is no such case (%s)', (...args) => {
    expect(cairn(...args, ...data)).toMatchObject({ status: 1, stdout: '' });
  });

  it('says when there are more than it lists', () => {
    expect(cairn('cases', ...data, '--limit', '1').stderr).toContain('older cases are left out');
    expect(cairn('cases', ...data).stderr).toBe('');
  });

  it('are shown below the alerts of an analysis, and are not in what programs read', () => {
    const { stdout } = cairn('analyze', logs, '-q');

    expect(stdout).toContain('\nCASES\n');
    expect(linesOf('analyze', logs, '-q').every(({ rule }) => rule !== undefined)).toBe(true);
  });
});

describe('cairn alerts', () => {
  it('says how many it leaves out, and how to see them', () => {
    const all = linesOf('alerts', ...data).length;

    expect(cairn('alerts', ...data, '--limit', '2', '--format', 'csv').stderr).toBe(
      `cairn: only the newest 2 of ${all} alerts are shown; --limit ${all} shows all\n`,
    );
    expect(cairn('alerts', ...data, '--min-severity', 'critical').stderr).toMatch(
      /^cairn: \d+ alerts? below critical (is|are) not shown; --min-severity informational shows all\n$/,
    );
  });

  it('says how to go on, as the reading before it did', () => {
    expect(cairn('ingest', logs, ...data, '-q').stdout).toContain(
      `see them with: cairn alerts ${data.join(' ')}\n`,
    );
    expect(cairn('alerts', ...data).stdout).toContain(
      `cairn alerts ID ${data.join(' ')} shows one`,
    );
  });
});

describe('cairn hunt', () => {
  it('runs the commands that a case names', () => {
    const hunts = storedCases().flatMap((each) => each.hunts);
    const words = (hunts[0]?.command ?? '').replaceAll("'", '').split(' ').slice(1);

    const { stdout, status } = cairn(...words, '--format', 'csv');

    expect(hunts.length).toBeGreaterThan(4);
    expect(status).toBe(0);
    expect(stdout.split('\r\n').length).toBeGreaterThan(2);
  });

  it('answers all questions of a case', () => {
    const [first] = storedCases();

    const answers = linesOf('hunt', ...data, '--case', first?.id ?? '');

    expect(new Set(answers.map(({ question }) => question)).size).toBeGreaterThan(2);
  });

  it('finds what happened to a user, whose name stands bare in most calls', () => {
    const [made] = linesOf('hunt', ...data, '--action', 'iam:CreateUser');
    const arn = `arn:aws:iam::${String(made?.['account'])}:user/${String(made?.['resource'])}`;

    const found = linesOf('hunt', ...data, '--resource', arn);

    expect(made?.['resource']).not.toContain('arn:');
    expect(found.map(({ eventId }) => eventId)).toContain(made?.['eventId']);
  });

  it('asks for several calls at once', () => {
    const found = linesOf('hunt', ...data, '--action', 'iam:CreateAccessKey,iam:AttachRolePolicy');

    expect(new Set(found.map(({ eventName }) => eventName)).size).toBe(2);
  });

  it('finds calls by a short name, over all accounts, and says that there are more', () => {
    const { stdout } = cairn('hunt', ...data, '--action', 's3:PutObject', '--limit', '1');

    expect(stdout).toContain('the first 1 event');
  });

  it.each([
    [['--action', 'PutObject'], 'is not a call'],
    [['--ip', '203.0.113.9', '--since', 'yesterday'], '--since'],
    [['--ip', '203.0.113.9', '--limit', '0'], '--limit'],
    [[], 'Ask for something'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = cairn('hunt', ...data, ...args);

    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('cairn entities', () => {
  it('lists who and what is at risk, each point with its alert', () => {
    const alerts = new Set(linesOf('alerts', ...data).map(({ id }) => id));

    const entities = linesOf('entities', ...data, '--limit', '5');
    const points = entities.flatMap((entity) => entity['points'] as { readonly alert: string }[]);

    expect(entities).toHaveLength(5);
    expect(points.every(({ alert }) => alerts.has(alert))).toBe(true);
  });
});
