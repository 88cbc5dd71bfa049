import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { generate } from '#src/source/generator/generate.ts';
import type { GroundTruth } from '#src/source/generator/options.ts';
import { scenarios } from '#src/source/generator/scenarios/index.ts';

const config = `
accounts:
  - { id: '111122223333', name: management, criticality: 3 }
  - { id: '444455556666', name: production, criticality: 3 }
  - { id: '777788889999', name: staging }
  - { id: '123456789012', name: sandbox }
egress: [192.0.2.0/24, 198.51.100.128/25]
identities: { breakGlass: ['arn:aws:iam::111122223333:root'], ci: [terraform, github-infrastructure, github-deploy] }
`;

const folder = mkdtempSync(join(tmpdir(), 'cairn-truth-'));
const files = [
  ...generate({
    seed: 3,
    events: 9000,
    days: 10,
    start: Date.UTC(2026, 10, 2),
    accounts: 4,
    people: 12,
    cardinality: 'low',
    duplicatePercent: 1,
  }),
];
const truths: readonly GroundTruth[] = (files.at(-1)?.text ?? '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

let alerts: readonly Alert[] = [];

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text);
}

function cairn(...args: readonly string[]): readonly Alert[] {
  const text = execFileSync(process.execPath, ['bin/cairn.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

const configured = ['--config', join(folder, 'cairn.yaml')];

function analyze(name: string): readonly Alert[] {
  return cairn('analyze', join(folder, name), ...configured, '--format', 'jsonl');
}

/** In two goes: about half of the events of each moment come late. */
function ingestInTwo(name: string): readonly Alert[] {
  const data = ['--data', join(folder, 'data')];
  const paths = Array.from({ length: 9 }, (_, file) => join(folder, name, `${file + 1}.json.gz`));
  cairn('ingest', ...paths.slice(0, 4), ...data, ...configured);
  cairn('ingest', ...paths.slice(4), ...data, ...configured);
  return cairn('alerts', ...data, '--format', 'jsonl', '--limit', '100000');
}

/** The same records in other files, in another order, and each twentieth twice. */
function writeShuffled(name: string): void {
  const records: RawRecord[] = files.slice(0, -1).flatMap(({ text }) => JSON.parse(text).Records);
  const twice = records.filter((_, index) => index % 20 === 0);
  const inDisorder = [...records, ...twice].toSorted((a, b) => orderOf(a) - orderOf(b));
  const size = Math.ceil(inDisorder.length / 9);
  for (let file = 0; file < 9; file += 1) {
    const part = inDisorder.slice(file * size, (file + 1) * size);
    write(join(folder, name, `${9 - file}.json.gz`), JSON.stringify({ Records: part }));
  }
}

function orderOf(record: RawRecord): number {
  return Number.parseInt(String(record['eventID']).slice(-8), 16);
}

beforeAll(() => {
  write(join(folder, 'cairn.yaml'), config);
  for (const { path, text } of files.slice(0, -1)) write(join(folder, 'logs', path), text);
  writeShuffled('shuffled');
  alerts = analyze('logs');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function alertsAbout({ eventIds }: GroundTruth): readonly Alert[] {
  const ids = new Set(eventIds);
  return alerts.filter(({ events }) => events.some((id) => ids.has(id)));
}

function riskOf(found: readonly Alert[]): number {
  return Math.max(0, ...found.map(({ analysis }) => analysis.risk.score));
}

/** A sub-technique told by its parent or a sibling is a matter of taste. */
function parents(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.slice(0, 5)));
}

function shareFound(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  return wanted.size === 0 ? 0 : wanted.intersection(found).size / wanted.size;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('attacks among ordinary work', () => {
  it('are all played', () => {
    expect(truths.map(({ scenario }) => scenario).toSorted()).toEqual(
      scenarios.map(({ id }) => id).toSorted(),
    );
  });

  it.each(truths.map((truth) => [truth.scenario, truth] as const))(
    '%s is told with the one who did it and the way there',
    (_, truth) => {
      const right = alertsAbout(truth).filter(({ actor }) => actor.key === truth.actor);
      const chains = right.map(({ actor }) => actor.chain.map(({ principal }) => principal));

      expect(right.length).toBeGreaterThan(0);
      expect(chains.map((chain) => chain.slice(-truth.chain.length))).toContainEqual(truth.chain);
    },
  );

  it('are riskier than ordinary work', () => {
    const attacks = new Set(truths.flatMap(({ eventIds }) => eventIds));
    const ordinary = alerts.filter(({ events }) => !events.some((id) => attacks.has(id)));

    const least = Math.min(...truths.map((truth) => riskOf(alertsAbout(truth))));

    expect(least).toBeGreaterThan(riskOf(ordinary));
  });

  it('show the techniques that were played, and few others', () => {
    const figures = truths.map((truth) => {
      const found = parents(
        alertsAbout(truth).flatMap(({ techniques }) => techniques.map(({ id }) => id)),
      );
      const played = parents(truth.techniques);
      return { recall: shareFound(played, found), precision: shareFound(found, played) };
    });

    expect(mean(figures.map(({ recall }) => recall))).toBeGreaterThan(0.9);
    expect(mean(figures.map(({ precision }) => precision))).toBeGreaterThan(0.8);
  });

  it('are told in at most two sentences without the names of fields', () => {
    for (const { analysis } of alerts) {
      expect(analysis.summary.length).toBeLessThanOrEqual(400);
      expect(analysis.summary).not.toMatch(/requestParameters|userIdentity|cairn\.|undefined|NaN/);
      expect(analysis.summary.split(/\. (?=[A-Z])/).length).toBeLessThan(3);
    }
  });

  it('are the same alerts when the files are others, in disorder and delivered twice', () => {
    const again = analyze('shuffled');

    expect(again.map(withoutClock)).toEqual(alerts.map(withoutClock));
  });

  it('are the same alerts when half of the events come late', () => {
    const stored = ingestInTwo('shuffled');

    expect(stored.toSorted(byId).map(withoutClock)).toEqual(
      alerts.toSorted(byId).map(withoutClock),
    );
  });
});

function byId(a: Alert, b: Alert): number {
  return a.id < b.id ? -1 : 1;
}

/** How long a question took is the one thing that may differ. */
function withoutClock(alert: Alert): unknown {
  return JSON.parse(JSON.stringify(alert, (key, value) => (key === 'tookMs' ? 0 : value)));
}
