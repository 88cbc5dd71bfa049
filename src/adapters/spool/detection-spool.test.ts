import { describe, expect, it } from 'vitest';
import { detectionLine } from '#src/detect/detection-line.ts';
import type { Detection } from '#src/model/detection.ts';
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
  await spool.add(detections.map(detectionLine));
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
});
