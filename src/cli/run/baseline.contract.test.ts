import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Anomaly } from '#src/enrich/anomaly/schema.ts';
import { Alert } from '#src/model/alert.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-baseline-cli-'));
const logs = join(folder, 'logs');
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cairn(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/cairn.js', ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, out: stdout, err: stderr };
}

beforeAll(() => {
  cairn('generate', logs, '--events', '6000', '--days', '20', '--start', '2026-09-07', '-q');
  cairn('ingest', logs, '--data', data, '-q');
}, 60_000);

describe('cairn baseline', () => {
  it('says that there is nothing to show before it was trained', () => {
    const { code, err } = cairn('baseline', 'show', '--data', data);

    expect(code).not.toBe(0);
    expect(err).toContain(`cairn baseline train --data ${data}`);
  });

  it('trains, and shows what it knows of everybody and of one actor', () => {
    const trained = cairn(
      ...['baseline', 'train', '--data', data, '--until', '2026-09-22', '-q', '--format', 'json'],
    );
    const everybody = JSON.parse(cairn('baseline', 'show', '--data', data, '--format', 'json').out);
    const actor = everybody.busiest[0].key;
    const shown = cairn('baseline', 'show', actor, '--data', data);

    expect(trained.code).toBe(0);
    expect(JSON.parse(trained.out)).toMatchObject({
      version: everybody.version,
      networks: 'prefix',
      accounts: 6,
    });
    expect(JSON.parse(trained.out).to < '2026-09-22').toBe(true);
    expect(shown.out).toContain(`${actor}: `);
    expect(cairn('baseline', 'show', 'nobody-like-this', '--data', data).code).not.toBe(0);
  });

  it('makes alerts of the folder say how unusual their session was', () => {
    const again = cairn('ingest', logs, '--data', data, '-q');
    const lines = cairn('alerts', '--data', data, '--format', 'jsonl').out.trim().split('\n');
    const alerts = lines.map((line) => Alert.parse(JSON.parse(line)));
    const facts = alerts.flatMap(({ facts: { anomaly } }) => (anomaly ? [anomaly] : []));

    expect(again.code).toBe(0);
    expect(facts.length).toBeGreaterThan(10);
    expect(facts.every(({ coverage }) => coverage === 'ran')).toBe(true);
    const levels = facts.map(({ value }) => Anomaly.parse(value).level);
    expect(levels).toContain('unusual');
  }, 30_000);

  it('is refused with a way out when its file is damaged', () => {
    writeFileSync(join(data, 'baseline.json.gz'), 'damaged');

    const { code, err } = cairn('baseline', 'show', '--data', data);

    expect(code).toBe(1);
    expect(err).toContain('is damaged; train it again');
  });

  it('measures itself against what is new alone, the same each time', () => {
    const args = ['baseline', 'evaluate', '--events', '8000', '--days', '14', '-q'];
    const measured = JSON.parse(cairn(...args, '--format', 'json').out);

    expect(JSON.parse(cairn(...args, '--format', 'json').out)).toEqual(measured);
    expect(measured).toMatchObject({ attacks: 21, seed: 1, testSeed: 2 });
    expect(measured.model).toHaveLength(4);
    expect(measured.firstSeen.length).toBeGreaterThan(3);
    const [loose] = measured.model;
    expect(loose.recall).toBeGreaterThan(0.5);
    expect(cairn(...args).out).toContain('What is new, without the model');
  }, 60_000);

  it.each([
    [['--test-seed', '1'], 'is the seed that is trained on'],
    [['--days', '1'], '--days must be at least 2'],
    [['--people', '0'], '--people must be at least 1'],
  ])('refuses %j', (args, reason) => {
    const { code, err } = cairn('baseline', 'evaluate', ...args);

    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});
