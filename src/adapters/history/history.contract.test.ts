import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchOf } from '../../../test/a-batch.ts';
import { readFormat } from '../data-folder/format.ts';
import { openTemporaryData } from '../data-folder/open-data.ts';
import { openState } from '../state/state.ts';
import { describeHistory } from './history.contract.ts';
import { openHistory } from './history.ts';

describeHistory('the embedded store', async (records) => {
  const data = await openTemporaryData();
  const batch = batchOf(data.history.hashKey, records);
  await data.history.append({ name: 'all.json', identity: 'all', batch, detections: [] });
  await data.history.commit();
  return { history: data.history, close: async () => data[Symbol.asyncDispose]() };
});

describeHistory(
  'the embedded store, with more events than are looked at one by one',
  async (records) => {
    const folder = mkdtempSync(join(tmpdir(), 'cairn-history-'));
    const { hashKey } = readFormat(folder);
    const state = openState(join(folder, 'state.sqlite'), false);
    const { journal } = state;
    const history = await openHistory({
      folder,
      journal,
      hashKey,
      isDurable: false,
      mostLookedAt: 0,
    });
    await history.append({
      name: 'all.json',
      identity: 'all',
      batch: batchOf(hashKey, records),
      detections: [],
    });
    await history.commit();
    return {
      history,
      async close() {
        await history.close();
        state.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
);
