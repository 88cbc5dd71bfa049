import { describe, expect, it } from 'vitest';
import { detectionLine } from '#src/detect/detection-line.ts';
import type { Detection } from '#src/model/detection.ts';
import { compressLines } from './candidate-lines.ts';
import { openCandidatePool } from './candidate-pool.ts';
import { openDetectionSpool } from './detection-spool.ts';

function aDetection(part: Partial<Detection>): Detection {
  return {
    rule: 'rule-a',
    time: 0,
    eventId: 'event',
    eventName: 'CreateUser',
    eventSource: 'iam.amazonaws.com',
    account: '111122223333',
    region: 'us-east-1',
    actorKey: 'actor',
    accessKey: '',
    sourceIp: '192.0.2.1',
    resourceClass: 'iam:user',
    ...part,
  };
}

async function sortedIds(detections: readonly Detection[], memoryBytes: number): Promise<string[]> {
  await using spool = openDetectionSpool(memoryBytes);
  spool.add({ detections: detections.map(detectionLine) });
  const ids: string[] = [];
  for await (const detection of spool.sorted())
    ids.push(`${detection.time}/${detection.eventId}/${detection.rule}`);
  return ids;
}

describe('detection spool', () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    aDetection({ time: (index * 7919) % 101, eventId: `e${index % 250}`, rule: `r${index % 3}` }),
  );

  it.each([
    { memoryBytes: 64_000_000, how: 'in memory' },
    { memoryBytes: 600 * 40, how: 'from runs on disk' },
  ])('gives the same order $how', async ({ memoryBytes }) => {
    const expected = await sortedIds(many.toReversed(), 64_000_000);

    const ids = await sortedIds(many, memoryBytes);

    expect(ids).toEqual(expected);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('keeps one of two deliveries of the same event, whichever came first', async () => {
    const one = aDetection({ eventId: 'same', sourceIp: '192.0.2.1' });
    const other = aDetection({ eventId: 'same', sourceIp: '192.0.2.2' });

    expect(await sortedIds([one, other], 600)).toEqual(['0/same/rule-a']);
    expect(await sortedIds([other, one], 600)).toEqual(['0/same/rule-a']);
  });

  it('keeps records that differ under one event id, whatever lies between them', async () => {
    const records = [
      aDetection({ eventId: 'same', time: 1, fields: { user: 'ann' } }),
      aDetection({ eventId: 'same', time: 1, fields: { user: 'bob' } }),
      aDetection({ eventId: 'same', time: 2, fields: { user: 'bob' } }),
    ];
    const between = aDetection({ eventId: 'other', time: 1, rule: 'rule-b' });

    const ids = await sortedIds([...records, ...records], 600);
    const withOther = await sortedIds([...records, between], 600);

    expect(ids).toEqual(['1/same/rule-a', '1/same/rule-a', '2/same/rule-a']);
    expect(withOther.filter((id) => id.includes('same'))).toEqual(ids);
  });

  it('tells of an event no more that a filter quieted when another delivery of it was not', async () => {
    const one = aDetection({ fields: { user: 'ann' } });
    const quieted = aDetection({ quieted: 'a filter' });

    expect(await sortedIds([quieted, one], 600)).toEqual(['0/event/rule-a']);
  });

  it.each([
    { memoryBytes: 64_000_000, how: 'memory' },
    { memoryBytes: 1, how: 'a file' },
  ])('takes what passes out of candidates that wait in $how', ({ memoryBytes }) => {
    const text = (name: string) =>
      ['one', 'two', 'three'].map((each) => `${'9'.repeat(15)} ${name} ${each}`);
    const use = (line: number, slice: number) => [line, slice, 0, line, 2];
    const batchOf = (name: string, uses: readonly number[]) => ({
      correlations: '',
      first: 0,
      last: 0,
      uses: Uint32Array.from(uses),
      lines: compressLines(text(name).join('\n')),
    });
    using pool = openCandidatePool(memoryBytes);

    pool.add(batchOf('a', [...use(0, 10), ...use(1, 20), ...use(2, 10)]));
    pool.add(batchOf('b', [...use(0, 30), ...use(1, 20), ...use(2, 40)]));

    const found = [...pool.passing()].map((lines) => lines.map((line) => line.slice(16)));
    expect(found).toEqual([['a one', 'a three'], []]);
  });
});
