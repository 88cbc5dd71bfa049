import { describe, expect, it } from 'vitest';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { aConfig } from '../../../test/builders.ts';
import { openEntityLedger } from './entities.ts';
import { entityRisk, ordinal } from './entity-risk.ts';

const dayMs = 24 * 3_600_000;
const now = 100 * dayMs;
const options = { at: now, halfLifeDays: 7 };

function contribution(score: number, daysAgo = 0, alert = `${score} ${daysAgo}`) {
  return { alert, title: `Alert ${alert}`, time: now - daysAgo * dayMs, score };
}

describe('the risk of an entity', () => {
  it('is that of its alert, and half of it after the half-life', () => {
    expect(entityRisk([contribution(60)], options).score).toBe(60);
    expect(entityRisk([contribution(60, 7)], options).score).toBe(30);
  });

  it('is the sum of its points, each with the alert that it comes from', () => {
    const { score, points } = entityRisk([contribution(40), contribution(20, 7)], options);

    expect(points.map(({ points: value, alert }) => [value, alert])).toEqual([
      [40, '40 0'],
      [3.5, '20 7'],
    ]);
    expect(score).toBe(43.5);
    expect(points[1]?.why).toBe('risk 20 × 0.5 (7 days old) × 0.354 (the 2nd largest)');
  });

  it('is not outweighed by a great many small alerts', () => {
    const small = Array.from({ length: 1_000 }, (_, index) => contribution(10, 0, String(index)));

    expect(entityRisk(small, options).score).toBeLessThan(26);
  });

  it('grows with how critical the asset is, never beyond 100', () => {
    expect(entityRisk([contribution(40)], { ...options, criticality: 3 }).score).toBe(60);
    expect(entityRisk([contribution(40)], { ...options, criticality: 0 }).score).toBe(20);
    expect(entityRisk([contribution(90), contribution(90)], options).score).toBe(100);
  });

  it('does not know the future', () => {
    expect(entityRisk([contribution(60, -1)], options)).toEqual({
      score: 0,
      sum: 0,
      level: 'informational',
      points: [],
    });
  });
});

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [12, '12th'],
  [23, '23rd'],
])('the place %i is spoken %s', (number, spoken) => {
  expect(ordinal(number)).toBe(spoken);
});

describe('the ledger of entities', () => {
  it('names actors, accounts, addresses and resources, the riskiest first', () => {
    const ledger = openEntityLedger(
      aConfig({ accounts: [{ id: '111122223333', name: 'prod', criticality: 3 }] }),
    );
    ledger.add(anAnalyzedAlert({ resources: ['arn:aws:s3:::exports'] }));

    const ranked = ledger.ranked({ at: Date.parse('2026-11-20T09:14:05Z'), limit: 10 });

    expect(ranked.map(({ kind, value, score }) => [kind, value, score])).toEqual([
      ['account', '111122223333', 93],
      ['actor', 'arn:aws:iam::111122223333:user/alice', 62],
      ['ip', '198.51.100.24', 62],
      ['resource', 'arn:aws:s3:::exports', 62],
    ]);
  });

  it('uses the telling links of an alert where they are known', () => {
    const ledger = openEntityLedger(aConfig());
    const links = [{ by: 'access-key', value: 'AKIAEXAMPLE' }];
    const value = { links, alerts: [], total: 0, sameCase: 0, sameActor: 0, sameIp: 0 };
    const actorRisk = { score: 0, level: 'low', halfLifeDays: 7, points: [] };
    const related = { ...value, sameResource: 0, more: false, days: 30, actorRisk };
    const fact = { value: related, evidence: [], coverage: 'ran' as const, tookMs: 0 };
    ledger.add(anAnalyzedAlert({ facts: { related: fact } }));

    const at = Date.parse('2026-11-20T09:14:05Z');

    expect(ledger.ranked({ at, kind: 'access-key', limit: 5 })).toMatchObject([
      { value: 'AKIAEXAMPLE', alerts: 1, score: 62 },
    ]);
  });
});
