import { describe, expect, it } from 'vitest';
import { count, noCounts, prune } from './counts.ts';
import { hourLikelihood } from './likelihood.ts';
import { measure } from './measure.ts';
import { addSession, caps, emptyProfile, spreadOf } from './profile.ts';
import { atLeast, percentileOf, pointsOf, scaleOf } from './scale.ts';
import { buildSessions, type Session } from './session.ts';
import { startTraining } from './train.ts';

const monday = Date.UTC(2026, 8, 7, 9);
const dayMs = 86_400_000;

interface Fields {
  readonly time: number;
  readonly calls?: number;
  readonly failed?: number;
  readonly action?: string;
  readonly mark?: string;
}

function aSession({
  time,
  calls = 1,
  failed = 0,
  action = 's3:ListBuckets',
  mark,
}: Fields): Session {
  const builder = buildSessions((ip) => ip);
  for (let call = 0; call < calls; call += 1)
    builder.add({
      time,
      actor: 'arn:aws:iam::111122223333:user/alice',
      accessKey: 'AKIAALICE',
      account: '111122223333',
      region: 'eu-west-1',
      action,
      ip: '192.0.2.10',
      userAgent: 'aws-cli/2',
      failed: call < failed,
      readOnly: true,
      mark,
    });
  const [session] = builder.end();
  if (session === undefined) throw new RangeError('a session has at least one call');
  return session;
}

describe('counts', () => {
  it('keep the most frequent values and say how many went', () => {
    const counts = noCounts();
    for (const value of ['a', 'a', 'b', 'c', 'c', 'd', 'e']) count(counts, value, 2);

    prune(counts, 2);

    expect([...counts.of.keys()]).toEqual(['a', 'c']);
    expect(counts.dropped).toBe(3);
  });

  it('never hold more than twice what they may', () => {
    const counts = noCounts();

    for (let value = 0; value < 1_000; value += 1) count(counts, String(value), 10);

    expect(counts.of.size).toBeLessThanOrEqual(20);
  });
});

describe('a scale', () => {
  const scale = scaleOf(Array.from({ length: 1_000 }, (_, index) => index));

  it.each([
    [999, 3],
    [990, 2],
    [900, 1],
    [0, 0],
    [-5, 0],
  ])('gives %i about %i points', (value, points) => {
    expect(pointsOf(scale, value)).toBeCloseTo(points, 0);
  });

  it('counts what is beyond everything for more, up to a limit', () => {
    expect(pointsOf(scale, 1_500)).toBeGreaterThan(pointsOf(scale, 999));
    expect(pointsOf(scale, 1e12)).toBe(pointsOf(scale, 1e9));
    expect(percentileOf(scale, 1e12)).toBeLessThan(100);
  });

  it('is never larger for a larger value, also between the values that it keeps', () => {
    const ranks = Array.from({ length: 2_100 }, (_, index) => atLeast(scale, index / 2));

    expect(ranks.every((rank, index) => index === 0 || rank <= (ranks[index - 1] ?? 0))).toBe(true);
  });

  it('of nothing finds nothing odd', () => {
    expect(percentileOf(scaleOf([]), 5)).toBe(0);
    expect(pointsOf(scaleOf([]), 5)).toBe(0);
  });

  it('takes equal values for one', () => {
    const flat = scaleOf([1, 1, 1, 1]);

    expect(flat.points).toEqual([{ value: 1, atLeast: 4 }]);
    expect(atLeast(flat, 1)).toBe(4);
  });
});

describe('a profile', () => {
  it('knows the median and how far the others are from it', () => {
    const profile = emptyProfile();
    for (const calls of [7, 7, 7, 15, 3])
      addSession(profile, aSession({ time: monday, calls }), caps.actor);

    expect(spreadOf(profile, 'volume')).toEqual({ median: 3, mad: 0 });
    expect(spreadOf(profile, 'errors')).toEqual({ median: 0, mad: 0 });
  });

  it('finds the hours of work likelier than the night, and of other workdays likelier than of Sunday', () => {
    const everybody = emptyProfile();
    for (let day = 0; day < 4; day += 1)
      addSession(everybody, aSession({ time: monday + day * dayMs }), caps.actor);
    const levels = {
      actor: undefined,
      group: undefined,
      account: undefined,
      everybody,
      own: 0,
    } as const;

    const at = (hour: number) => hourLikelihood(levels, hour);

    expect(at(9)).toBeGreaterThan(at(4 * 24 + 9));
    expect(at(4 * 24 + 9)).toBeGreaterThan(at(6 * 24 + 9));
    expect(at(9)).toBeGreaterThan(at(21));
  });
});

describe('the measurement', () => {
  it('counts what is right, and which attacks were found', () => {
    const trainer = startTraining();
    for (let day = 0; day < 40; day += 1)
      trainer.add(aSession({ time: monday + day * dayMs, calls: 1 + (day % 3) }));
    const model = trainer.finish({ trainedAt: '', events: 80, networks: 'prefix' });
    const later = monday + 42 * dayMs;
    const sessions = [
      aSession({ time: later }),
      aSession({ time: later, action: 'iam:CreateUser', calls: 40, failed: 30, mark: 'takeover' }),
      aSession({ time: later, mark: 'quiet' }),
    ];

    const { model: byModel, firstSeen, attacks, ofAttacks, missed } = measure(model, sessions);

    expect([attacks, ofAttacks, missed]).toEqual([2, 2, ['quiet']]);
    expect(byModel[0]).toMatchObject({
      flagged: 1,
      right: 1,
      precision: 1,
      recall: 0.5,
      attacks: 1,
    });
    expect(firstSeen[0]).toMatchObject({ flagged: 1, right: 1 });
    expect(firstSeen[1]).toMatchObject({ flagged: 0, precision: 0, recall: 0 });
  });
});
