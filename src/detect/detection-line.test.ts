import { describe, expect, it } from 'vitest';
import type { Detection } from '#src/model/detection.ts';
import { detectionLine, readDetectionLine, timeOfDetectionLine } from './detection-line.ts';

const aDetection = (given: Partial<Detection> = {}): Detection => ({
  rule: 'rule-1',
  time: Date.UTC(2026, 0, 2, 3, 4, 5),
  eventId: 'e1',
  eventName: 'CreateUser',
  eventSource: 'iam.amazonaws.com',
  account: '111122223333',
  region: 'us-east-1',
  actorKey: 'arn:aws:iam::111122223333:user/alice',
  accessKey: '',
  sourceIp: '192.0.2.1',
  resourceClass: 'iam:user',
  ...given,
});

describe('detectionLine', () => {
  it('gives back what it was made of, whatever the event says', () => {
    const detection = aDetection({ eventName: 'a\nb\t"c"\u2028', fields: { x: 'y\n', n: 1 } });

    const line = detectionLine(detection);

    expect(line).not.toContain('\n');
    expect(readDetectionLine(line)).toEqual(detection);
    expect(timeOfDetectionLine(line)).toBe(detection.time);
  });

  it.each([
    { letters: 10, isCarried: true },
    { letters: 1_000_000, isCarried: false },
  ])('carries a record only when it is not huge: $letters letters', ({ letters, isCarried }) => {
    const record = { eventName: 'CreateUser', userAgent: 'a'.repeat(letters) };

    const read = readDetectionLine(detectionLine(aDetection({ record })));

    expect(read).toEqual(isCarried ? aDetection({ record }) : aDetection());
  });

  it('sorts as text by time, then event id, then rule', () => {
    const inOrder = [
      aDetection({ time: 0, eventId: 'z' }),
      aDetection({ time: 999, eventId: 'b' }),
      aDetection({ time: 1_000, eventId: 'a', rule: 'rule-2' }),
      aDetection({ time: 1_000, eventId: 'b', rule: 'rule-1' }),
      aDetection({ time: 1_000, eventId: 'b', rule: 'rule-2', account: '1' }),
      aDetection({ time: Date.UTC(9999, 11, 31) }),
    ];

    const sorted = inOrder.toReversed().map(detectionLine).sort().map(readDetectionLine);

    expect(sorted).toEqual(inOrder);
  });
});
