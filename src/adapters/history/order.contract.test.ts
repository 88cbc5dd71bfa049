import { describe, expect, it } from 'vitest';
import { batchOf } from '../../../test/a-batch.ts';
import { openTemporaryData } from '../data-folder/open-data.ts';
import { alice, aRecord } from './contract-records.ts';

const everything = { from: 0, to: 2 ** 50 };

/** Ids as others than AWS write them, all of one second. */
const records = Array.from({ length: 40 }, (_, index) =>
  aRecord(1, { eventID: `ev-${index}`, sourceIPAddress: `192.0.2.${index}` }),
);

async function answersOfANewFolder() {
  await using data = await openTemporaryData();
  const batch = batchOf(data.history.hashKey, records);
  await data.history.append({ name: 'all.json', identity: 'all', batch, detections: [] });
  await data.history.commit();
  const question = { where: { actor: alice }, ...everything };
  const [events = []] = await data.history.events([{ ...question, limit: 5 }]);
  const [tally = []] = await data.history.tally([{ ...question, by: ['actor'], limit: 5 }]);
  return {
    hashKey: data.history.hashKey,
    events: events.map(({ eventId }) => eventId),
    first: tally.map(({ eventId }) => eventId),
  };
}

describe('events of one time', () => {
  it('have the same order in every data folder, whatever their ids', async () => {
    const { hashKey, ...one } = await answersOfANewFolder();
    const { hashKey: otherKey, ...other } = await answersOfANewFolder();

    expect(otherKey).not.toEqual(hashKey);
    expect(one.events).toHaveLength(5);
    expect(one.events.every((id) => /^ev-\d+$/.test(id))).toBe(true);
    expect(other).toEqual(one);
  });
});
