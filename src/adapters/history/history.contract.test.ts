import { batchOf } from '../../../test/a-batch.ts';
import { openTemporaryData } from '../data-folder/open-data.ts';
import { describeHistory } from './history.contract.ts';

describeHistory('the embedded store', async (records) => {
  const data = await openTemporaryData();
  const batch = batchOf(data.history.hashKey, records);
  await data.history.append({ name: 'all.json', identity: 'all', batch, detections: [] });
  await data.history.commit();
  return { history: data.history, close: async () => data[Symbol.asyncDispose]() };
});
