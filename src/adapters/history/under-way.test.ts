import { describe, expect, it } from 'vitest';
import { StorageError } from '#src/model/errors.ts';
import { batchOf } from '../../../test/a-batch.ts';
import { openTemporaryData } from '../data-folder/open-data.ts';
import { aRecord } from './contract-records.ts';
import { openUnderWay } from './under-way.ts';

describe('a history that is closed', () => {
  it('answers what was asked before, and refuses what is asked after', async () => {
    const data = await openTemporaryData();
    const { history } = data;
    const batch = batchOf(history.hashKey, [aRecord(1)]);
    await history.append({ name: 'one', identity: 'one', batch, detections: [] });
    await history.commit();

    const asked = Array.from({ length: 50 }, (_, minutes) =>
      history.seen([{ where: { actor: `nobody ${minutes}` } }, { where: {} }]),
    );
    await data[Symbol.asyncDispose]();

    const answers = await Promise.all(asked);
    expect(answers.map(([, all]) => all?.count)).toEqual(answers.map(() => 1));
    await expect(history.seen([{ where: {} }])).rejects.toThrow(StorageError);
  });
});

describe('work under way', () => {
  it('is waited for, also when it fails', async () => {
    const underWay = openUnderWay();
    const { promise, reject } = Promise.withResolvers<never>();
    const failing = underWay.run(() => promise).catch((error: Error) => error.message);
    let hasEnded = false;
    const end = underWay.end().then(() => {
      hasEnded = true;
    });
    await Promise.resolve();
    expect(hasEnded).toBe(false);

    reject(new Error('broken'));
    await end;

    expect(await failing).toBe('broken');
  });
});
