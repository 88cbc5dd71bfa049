import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listObjects } from '#src/adapters/objects/list.ts';
import { readDetectionLine } from '#src/detect/detection-line.ts';
import { Config } from '#src/model/config.ts';
import { aRecord } from '../../test/builders.ts';
import type { JobDescription } from './job-description.ts';
import { type ReadProgress, readAll } from './read-all.ts';
import type { ReadResult } from './read-result.ts';

const rule = `
title: A user was created
id: 6f0f4b5e-26a4-4f5f-9f6c-0c8a6f1d0001
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: CreateUser }
  condition: selection
level: medium
`;
const description: JobDescription = {
  config: Config.parse({}),
  filter: {},
  s3: {},
  rules: [{ file: 'user-created.yml', text: rule }],
  withRecords: true,
  historyKey: [1, 2],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-read-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([0, 1, 3])('readAll with %d threads', (workers) => {
  it('reads every object once and reports those that cannot be read', async () => {
    writeFiles(40);
    writeFileSync(join(folder, 'broken.json'), '{"Records":[{"eventName":oops}]}');

    const results = await read(workers);

    expect(sum(results, 'records')).toBe(80);
    expect(results.filter(({ isLast }) => isLast)).toHaveLength(41);
    expect(results.flatMap(({ problems }) => problems)).toMatchObject([
      { source: join(folder, 'broken.json'), reason: 'broken JSON' },
    ]);
  });

  it('hands over detections with their records, and batches for the history', async () => {
    writeFiles(40);

    const results = await read(workers);

    const detections = results.flatMap((result) => result.detections.map(readDetectionLine));
    expect(detections).toHaveLength(40);
    expect(detections[0]).toMatchObject({
      rule: '6f0f4b5e-26a4-4f5f-9f6c-0c8a6f1d0001',
      eventName: 'CreateUser',
      account: '111122223333',
      record: { eventName: 'CreateUser' },
    });
    expect(results.reduce((total, { batch }) => total + (batch?.events.count ?? 0), 0)).toBe(80);
  });

  it('reads the fields that correlations need', async () => {
    writeFiles(20);
    const correlation = `
title: Many users created
correlation:
  type: event_count
  rules: [6f0f4b5e-26a4-4f5f-9f6c-0c8a6f1d0001]
  group-by: [userIdentity.userName]
  timespan: 1h
  condition: { gte: 10 }
`;
    const rules = [...description.rules, { file: 'many.yml', text: correlation }];

    const results = await read(workers, { ...description, rules });

    const [detection] = results.flatMap(({ detections }) => detections.map(readDetectionLine));
    expect(detection?.fields).toEqual({ 'userIdentity.userName': 'alice' });
    expect(detection?.record).toBeUndefined();
  });

  it('leaves out what the filter drops, and counts what it cannot date', async () => {
    writeFiles(20);
    const filter = { from: Date.parse('2026-03-04T00:00:00Z') };

    const results = await read(workers, { ...description, filter });

    expect(sum(results, 'records')).toBe(40);
    expect(sum(results, 'kept')).toBe(0);
    expect(sum(results, 'undated')).toBe(0);
  });

  it('stops when asked to', async () => {
    writeFiles(60);
    const stop = new AbortController();
    const results: ReadResult[] = [];

    for await (const result of readAll(listObjects([folder]), description, {
      workers,
      signal: stop.signal,
    })) {
      results.push(result);
      stop.abort();
    }

    expect(results.length).toBeLessThan(60);
  });

  it('passes on that a path does not exist', async () => {
    const reading = readAll(listObjects([join(folder, 'missing')]), description, { workers });

    await expect(reading.next()).rejects.toThrow('does not exist');
  });
});

describe('readAll', () => {
  it('gives the same content the same identity under another name', async () => {
    const content = gzipSync(JSON.stringify({ Records: [aRecord()] }));
    writeFileSync(join(folder, 'a.json.gz'), content);
    writeFileSync(join(folder, 'b.json.gz'), content);

    const [first, second] = await read(0);

    expect(first?.identity).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(second?.identity).toBe(first?.identity);
  });

  it('tells how far it is', async () => {
    writeFiles(5);
    const seen: ReadProgress[] = [];

    await read(0, description, (progress) => seen.push(progress));

    expect(seen.at(-1)).toMatchObject({ filesListed: 5, filesDone: 5, events: 10, isListed: true });
    expect(seen.at(-1)?.bytesDone).toBe(seen.at(-1)?.bytesListed);
  });

  it('fails when its threads cannot start, instead of starting them for ever', async () => {
    writeFiles(30);
    const broken = { ...description, config: {} } as JobDescription;

    await expect(read(2, broken)).rejects.toThrow('the reader crashed');
  });

  it('survives an object that is small on disk and large in memory', async () => {
    writeFiles(30);
    const hostile = `{"Records":[{"eventName":"A","x":[${'{},'.repeat(5_000_000)}{}]}]}`;
    writeFileSync(join(folder, 'hostile.json'), hostile);

    const results = await read(2);

    expect(sum(results, 'records')).toBeGreaterThanOrEqual(60);
    expect(results.filter(({ isLast }) => isLast)).toHaveLength(31);
  });
});

function writeFiles(count: number): void {
  for (let index = 0; index < count; index++) {
    const records = [aRecord({ eventName: 'CreateUser' }), aRecord()];
    writeFileSync(join(folder, `${index}.json.gz`), gzipSync(JSON.stringify({ Records: records })));
  }
}

async function read(
  workers: number,
  job = description,
  onProgress: (progress: ReadProgress) => void = () => {},
): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = [];
  for await (const result of readAll(listObjects([folder]), job, { workers, onProgress })) {
    results.push(result);
  }
  return results;
}

function sum(results: readonly ReadResult[], field: 'records' | 'kept' | 'undated'): number {
  return results.reduce((total, result) => total + result[field], 0);
}
