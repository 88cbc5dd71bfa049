import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { byActorAndTime, callOf } from '#src/detect/baseline/call-of.ts';
import type { BaselineCall } from '#src/detect/baseline/session.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { batchOf } from '../../../../test/a-batch.ts';
import { anIamUser, aRecord } from '../../../../test/builders.ts';
import { type Data, openTemporaryData } from '../../data-folder/open-data.ts';

let data: Data;

beforeEach(async () => {
  data = await openTemporaryData();
});
afterEach(() => data[Symbol.asyncDispose]());

const noon = Date.UTC(2026, 2, 3, 12);

async function store(name: string, records: readonly RawRecord[]): Promise<void> {
  const batch = batchOf(data.history.hashKey, records);
  await data.history.append({ name, batch, detections: [] });
  await data.history.commit();
}

async function read(window: { from?: number; to?: number } = {}): Promise<BaselineCall[]> {
  const calls: BaselineCall[] = [];
  for await (const some of data.history.calls(window)) calls.push(...some);
  return calls;
}

describe('the calls of a history', () => {
  it('are those of its records, one actor after the other, each in order of time', async () => {
    const records = ['alice', 'bob', 'alice'].map((name, index) =>
      aRecord({
        userIdentity: anIamUser(name),
        eventTime: new Date(noon - index * 60_000).toISOString(),
        eventName: `Call${index}`,
        readOnly: index === 0,
        ...(index === 1 && { errorCode: 'AccessDenied' }),
      }),
    );
    await store('one', records.slice(0, 2));
    await store('two', records.slice(2));

    const calls = await read();

    const expected = records.map((record) => callOf(record)).sort(byActorAndTime);
    const bare = expected.map(({ mark: _, ...call }) => call);
    expect(calls.toSorted(byActorAndTime)).toEqual(bare);
    const actors = calls.map(({ actor }) => actor);
    expect(new Set(actors.filter((actor, index) => actor !== actors[index - 1])).size).toBe(2);
    const alices = calls.filter(({ actor }) => actor.endsWith('alice'));
    expect(alices.map(({ time }) => time)).toEqual([noon - 120_000, noon]);
  });

  it('are those of a window, and never without a time', async () => {
    const times = [noon - 1, noon, noon + 1].map((time) => new Date(time).toISOString());
    await store(
      'one',
      [...times, 'no time'].map((eventTime) => aRecord({ eventTime })),
    );

    const calls = await read({ from: noon, to: noon + 1 });

    expect(calls.map(({ time }) => time)).toEqual([noon]);
    expect(await read()).toHaveLength(3);
  });

  it('know all their texts, however many there are', async () => {
    const records = Array.from({ length: 9_000 }, (_, index) =>
      aRecord({
        userIdentity: anIamUser(`user-${index}`),
        sourceIPAddress: `2001:db8::${index.toString(16)}`,
      }),
    );
    await store('many', records);

    const calls = await read();

    expect(new Set(calls.map(({ actor }) => actor)).size).toBe(9_000);
    expect(calls.every(({ ip, userAgent }) => ip !== '' && userAgent !== '')).toBe(true);
  });
});
