import { expect, it } from 'vitest';
import { memoryHistory } from '#src/evaluate/memory-history.ts';
import { aRecord } from '../../test/builders.ts';
import { coalesce } from './coalesce.ts';
import type { SeenQuestion } from './history.ts';

const account = '111122223333';

it('asks the store once for what many ask at the same time, and equal questions once', async () => {
  const asked: (readonly SeenQuestion[])[] = [];
  const store = memoryHistory([aRecord()]);
  const history = coalesce({
    ...store,
    seen: (questions) => {
      asked.push(questions);
      return store.seen(questions);
    },
  });

  const answers = await Promise.all([
    history.seen([{ where: { account, ip: '203.0.113.9' } }]),
    history.seen([{ where: { account: 'another' } }, { where: { ip: '203.0.113.9', account } }]),
  ]);

  expect(asked).toHaveLength(1);
  expect(asked[0]).toHaveLength(2);
  expect(answers.map((each) => each.map(({ count }) => count))).toEqual([[1], [0, 1]]);
});

it('gives every asker the failure of the store', async () => {
  const fail = async () => {
    throw new TypeError('gone');
  };
  const history = coalesce({ ...memoryHistory([]), events: fail });

  await expect(history.events([{ where: { account }, from: 0, to: 1, limit: 1 }])).rejects.toThrow(
    'gone',
  );
  await expect(history.records(['x'])).resolves.toEqual([undefined]);
});
