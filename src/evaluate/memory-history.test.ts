import { describeHistory } from '#src/adapters/history/history.contract.ts';
import { memoryHistory } from './memory-history.ts';

describeHistory('the fake in memory', async (records) => ({
  history: memoryHistory(records),
  close: async () => undefined,
}));
