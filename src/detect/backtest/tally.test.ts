import { describe, expect, it } from 'vitest';
import type { Detection } from '#src/model/detection.ts';
import { streamOf } from '../../../test/stream-of.ts';
import { tallySignals } from './tally.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 1);

function aDetection(changes: Partial<Detection> = {}): Detection {
  return {
    rule: 'a',
    time: start,
    eventId: 'e1',
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    account: '111122223333',
    region: 'us-east-1',
    actorKey: 'alice',
    accessKey: '',
    sourceIp: '192.0.2.1',
    resourceClass: 'cloudtrail:trail',
    ...changes,
  };
}

describe('tallySignals', () => {
  it('counts days of UTC, rules and actors', async () => {
    const signals = [
      aDetection({ time: start - 1 }),
      aDetection({ actorKey: 'bob' }),
      aDetection({ actorKey: 'bob', rule: 'b' }),
      aDetection({ time: start + 3 * dayMs, actorKey: '__proto__' }),
    ];

    const tally = await tallySignals(streamOf(signals));

    expect(tally.matches).toBe(4);
    expect(tally.days).toEqual([
      { day: '2026-10-31', count: 1 },
      { day: '2026-11-01', count: 2 },
      { day: '2026-11-04', count: 1 },
    ]);
    expect([...tally.rules]).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    expect(tally.actors).toEqual([
      { actor: 'bob', count: 2 },
      { actor: '__proto__', count: 1 },
      { actor: 'alice', count: 1 },
    ]);
  });

  it('sets events without a possible time apart', async () => {
    const tally = await tallySignals(streamOf([aDetection({ time: 0 })]));

    expect(tally.days).toEqual([{ day: '', count: 1 }]);
  });

  it('shows examples of different actors before more of one', async () => {
    const events = ['alice', 'alice', 'alice', 'alice', 'alice', 'bob', 'carol'];
    const signals = events.map((actorKey, index) =>
      aDetection({ actorKey, time: start + index, eventId: `e${index}` }),
    );

    const { examples } = await tallySignals(streamOf(signals));

    expect(examples.map(({ eventId }) => eventId)).toEqual(['e0', 'e1', 'e2', 'e5', 'e6']);
  });

  it('shows the group and value of a correlation', async () => {
    const match = {
      rule: 'burst',
      group: { sourceIPAddress: '192.0.2.1' },
      value: 12,
      time: start,
      firstSeen: start,
      lastSeen: start + 60_000,
      eventIds: ['e1', 'e2'],
      account: undefined,
      region: undefined,
      actorKey: undefined,
    };

    const { examples, actors } = await tallySignals(streamOf([match]));

    expect(actors).toEqual([{ actor: '', count: 1 }]);
    expect(examples[0]).toMatchObject({
      eventId: 'e1',
      time: start + 60_000,
      value: 12,
      group: match.group,
    });
  });

  it('is empty when nothing matched', async () => {
    const tally = await tallySignals(streamOf([]));

    expect(tally).toMatchObject({ matches: 0, days: [], actors: [], examples: [] });
  });
});
