import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectionLine } from '#src/detect/detection-line.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import { batchOf } from '../../../test/a-batch.ts';
import { type Data, openData } from '../data-folder/open-data.ts';
import { aRecord } from './contract-records.ts';

const holder = { pid: process.pid, command: 'test', since: '2026-11-01T00:00:00Z' };
let folder: string;
let data: Data;

async function reopen(): Promise<void> {
  await data[Symbol.asyncDispose]();
  data = await openData(folder, holder);
}

async function append(
  name: string,
  records: readonly RawRecord[],
  detections: readonly Detection[] = [],
): Promise<void> {
  const batch = batchOf(data.history.hashKey, records);
  await data.history.append({
    name,
    identity: `content of ${name}`,
    batch,
    detections: detections.map(detectionLine),
  });
}

async function storedCount(): Promise<number> {
  const [all] = await data.history.seen([{ where: {} }]);
  return all?.count ?? 0;
}

async function storedDetections(): Promise<readonly Detection[]> {
  const found: Detection[] = [];
  for await (const detection of data.history.detections('')) found.push(detection);
  return found;
}

function aDetection(time: number, eventId: string, rule: string): Detection {
  return {
    rule,
    time,
    eventId,
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    account: '111122223333',
    region: 'us-east-1',
    actorKey: 'arn:aws:iam::111122223333:user/alice',
    accessKey: '',
    sourceIp: '192.0.2.10',
    resourceClass: 'iam:user',
    fields: { 'userIdentity.arn': 'a', count: 1, missing: undefined },
  };
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-append-'));
  data = await openData(folder, holder);
});
afterEach(async () => {
  await data[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe('appending to the history', () => {
  it('keeps an event once, delivered twice in one file, in one commit, later, and after a restart', async () => {
    const [a, b, c] = [aRecord(1), aRecord(2), aRecord(3)];

    await append('one', [a, b, a]);
    await append('two', [b, c]);
    await data.history.commit();
    await append('three', [c, aRecord(4)]);
    await data.history.commit();
    const { totals } = data.history;
    await reopen();
    await append('four', [a, aRecord(5)]);
    await data.history.commit();

    expect(totals).toEqual({ stored: 4, duplicates: 3 });
    expect(data.history.totals).toEqual({ stored: 1, duplicates: 1 });
    expect(await storedCount()).toBe(5);
  });

  it('keeps an event once when its copies disagree about the time', async () => {
    const first = aRecord(1);

    await append('one', [first]);
    await data.history.commit();
    await append('two', [{ ...first, eventTime: '2026-12-24T00:00:00Z' }, aRecord(2)]);
    await data.history.commit();

    expect(await storedCount()).toBe(2);
  });

  it('drops what else belongs to a repeated event', async () => {
    const assumed = aRecord(1, {
      eventSource: 'sts.amazonaws.com',
      eventName: 'AssumeRole',
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/a', roleSessionName: 's' },
      responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLE1' } },
    });

    await append('one', [aRecord(0), assumed]);
    await data.history.commit();
    await append('two', [assumed, aRecord(2)]);
    await data.history.commit();
    const [found] = await data.history.assumptions([{ issuedKey: 'ASIAEXAMPLE1', limit: 10 }]);

    expect(found).toHaveLength(1);
  });

  it('finds the right record when another one of its file was dropped', async () => {
    const [a, b] = [aRecord(1), aRecord(2)];

    await append('one', [a]);
    await data.history.commit();
    await append('two', [a, b]);
    await data.history.commit();
    const found = await data.history.records([String(b['eventID']), String(a['eventID'])]);

    expect(found).toEqual([b, a]);
  });

  it('knows a source by its content after its events are safe, and not before', async () => {
    await append('one', [aRecord(1)]);
    const before = data.history.hasSource('content of one');
    await data.history.commit();

    expect(before).toBe(false);
    expect(data.history.hasSource('content of one')).toBe(true);
    await reopen();
    expect(data.history.hasSource('content of one')).toBe(true);
  });

  it('forgets what was never committed', async () => {
    await append('one', [aRecord(1)]);
    await data.history.commit();
    await append('two', [aRecord(2)]);

    await reopen();

    expect(await storedCount()).toBe(1);
    expect(data.history.hasSource('content of two')).toBe(false);
  });

  it('notes a source that holds no event', async () => {
    await append('digest', []);
    await data.history.commit();

    expect(data.history.hasSource('content of digest')).toBe(true);
  });

  it('gives detections back by time, event id and rule, each once', async () => {
    await append('one', [], [aDetection(2, 'b', 'r1'), aDetection(1, 'c', 'r1')]);
    await data.history.commit();
    await append(
      'two',
      [],
      [aDetection(2, 'b', 'r1'), aDetection(2, 'a', 'r2'), aDetection(2, 'a', 'r1')],
    );
    await data.history.commit();

    const found = await storedDetections();

    expect(found.map(({ time, eventId, rule }) => `${time} ${eventId} ${rule}`)).toEqual([
      '1 c r1',
      '2 a r1',
      '2 a r2',
      '2 b r1',
    ]);
    expect(found[0]).toEqual(JSON.parse(JSON.stringify(aDetection(1, 'c', 'r1'))));
  });

  it('can be asked while detections are read', async () => {
    await append('one', [aRecord(1)], [aDetection(1, 'a', 'r1'), aDetection(2, 'b', 'r1')]);
    await data.history.commit();
    const counts: number[] = [];

    for await (const _ of data.history.detections('')) counts.push(await storedCount());

    expect(counts).toEqual([1, 1]);
  });
});

describe('asking between writing', () => {
  const actor = 'arn:aws:iam::111122223333:user/alice';
  const hour = Date.UTC(2026, 10, 1);
  const window = { from: hour, to: hour + 24 * 3_600_000, limit: 10 };

  async function counts(): Promise<readonly (number | undefined)[]> {
    const [seen] = await data.history.seen([{ where: { actor } }]);
    const [hours] = await data.history.hourly([{ where: { account: '111122223333' }, ...window }]);
    const [calls] = await data.history.tally([
      { where: {}, by: ['account', 'action'], ...window, withoutEvent: true },
    ]);
    return [seen?.count, hours?.length, calls?.length];
  }

  it('answers with what has been added and removed since', async () => {
    await append('one', [aRecord(0), aRecord(1)]);
    await data.history.commit();
    const before = await counts();
    await append('two', [aRecord(2, { eventName: 'GetUser' })]);
    await data.history.commit();
    const after = await counts();
    await data.history.retain({ before: hour + 2 * 3_600_000 });
    const kept = await counts();

    expect({ before, after, kept }).toEqual({
      before: [2, 2, 1],
      after: [3, 3, 2],
      kept: [1, 1, 1],
    });
  });
});

describe('retention', () => {
  it('removes events before a time, their records and what belongs to them', async () => {
    const [old, young] = [aRecord(1), aRecord(100)];
    await append('one', [old], [aDetection(Date.parse(String(old['eventTime'])), 'a', 'r1')]);
    await append('two', [young]);

    const removed = await data.history.retain({ before: Date.parse(String(young['eventTime'])) });
    await reopen();

    expect(removed).toBe(1);
    expect(await storedCount()).toBe(1);
    expect(
      await data.history.records([old, young].map((record) => String(record['eventID']))),
    ).toEqual([undefined, young]);
    expect(await storedDetections()).toEqual([]);
    expect(data.history.hasSource('content of one')).toBe(true);
  });

  it('removes the oldest segments until the rest fits', async () => {
    const old = aRecord(1);
    await append('one', [old], [aDetection(Date.parse(String(old['eventTime'])), 'a', 'r1')]);

    const removed = await data.history.retain({ maxBytes: 1 });
    expect(await storedDetections()).toEqual([]);
    await append('two', [aRecord(2)]);
    await data.history.commit();

    expect(removed).toBe(1);
    expect(await storedCount()).toBe(1);
  });
});
