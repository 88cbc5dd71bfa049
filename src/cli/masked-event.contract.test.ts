import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aRecord } from '../../test/builders.ts';

const eventID = '11111111-2222-4333-8444-555555555555';
const harmful = aRecord({
  eventID,
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'DeleteTrail',
  requestParameters: { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/main' },
});
const harmless = aRecord({
  eventID,
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
  requestParameters: {},
  readOnly: true,
});

/** Whoever may write to the bucket can deliver another record under the id of an event, before or after it. */
describe('a harmless record under the id of an event', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-masked-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function deliver(name: string, records: readonly object[]): string {
    const target = join(folder, name);
    mkdirSync(target);
    for (const [index, record] of records.entries())
      writeFileSync(join(target, `${index}.json`), JSON.stringify({ Records: [record] }));
    return target;
  }

  function cairn(...args: readonly string[]): string {
    return execFileSync(process.execPath, ['bin/cairn.js', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  it.each([
    ['before', [harmless, harmful]],
    ['after', [harmful, harmless]],
  ] as const)(
    'hides it neither from detect, nor analyze, nor ingest when it comes %s',
    (when, records) => {
      const input = deliver(when, records);
      const data = join(folder, `${when}-data`);

      const [match = ''] = cairn('detect', input, '--format', 'jsonl').split('\n');
      const [alert = ''] = cairn('analyze', input, '--format', 'jsonl').split('\n');
      const totals = JSON.parse(cairn('ingest', input, '--data', data, '--format', 'json'));
      const [stored = ''] = cairn('alerts', '--data', data, '--format', 'jsonl').split('\n');

      expect(JSON.parse(match)).toMatchObject({ eventId: eventID, eventName: 'DeleteTrail' });
      for (const told of [alert, stored])
        expect(JSON.parse(told).analysis.summary).toMatch(/deleted trail .main./);
      expect(totals).toMatchObject({ stored: 1, duplicates: 1, alerts: 1 });
    },
    60_000,
  );
});
