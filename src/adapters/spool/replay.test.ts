import { describe, expect, it } from 'vitest';
import { replayOf } from './replay.ts';

async function* numbers(count: number): AsyncGenerator<{ readonly n: number; readonly s: string }> {
  for (let n = 0; n < count; n++) yield { n, s: `line\nbreak ${n} ü` };
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('replay', () => {
  it.each([
    { memoryBytes: 1_000_000, how: 'from memory' },
    { memoryBytes: 300, how: 'from a file and memory' },
    { memoryBytes: 1, how: 'from a file' },
  ])('gives the same again, $how', async ({ memoryBytes }) => {
    await using replay = replayOf(numbers(100), memoryBytes);

    const first = await all(replay.first());
    const again = await all(replay.again());

    expect(first).toHaveLength(100);
    expect(again).toEqual(first);
  });

  it('gives nothing of nothing', async () => {
    await using replay = replayOf(numbers(0));

    expect(await all(replay.first())).toEqual([]);
    expect(await all(replay.again())).toEqual([]);
  });
});
