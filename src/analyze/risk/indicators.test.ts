import { describe, expect, it } from 'vitest';
import type { Fact } from '#src/model/alert.ts';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { anAlert } from '../../../test/an-alert.ts';
import { aConfig, aRecord } from '../../../test/builders.ts';
import { riskOf } from './risk.ts';

const anomaly = (level: string) => ({
  anomaly: {
    model: { version: '1', trainedAt: 'x', from: 'x', to: 'x', sessions: 900 },
    session: { from: 'x', to: 'x', calls: 9, failed: 0, distinctActions: 4, of: 1 },
    percentile: 99.95,
    level,
    score: 40,
    drivers: [{ feature: 'rareActions', share: 1, points: 40, why: 'iam:CreateUser, never seen' }],
    sessionsOfActor: 30,
    ageDays: 1,
  },
});
const travel = {
  'impossible-travel': {
    method: 'distance',
    impossible: true,
    legs: [],
    here: [],
    usualPlaces: [],
    leftOut: [],
    text: 'alice was in DE and 20 minutes later in NZ',
  },
};
const dear = {
  cost: {
    currency: 'USD',
    items: [],
    more: false,
    perDay: { low: 900, high: 2400 },
    unknown: [],
    prices: { date: '2026-11-01', source: 'list' },
  },
};
const reduced = {
  change: {
    changes: [],
    effects: [
      {
        kind: 'network',
        text: 'port 22 is shut',
        resource: 'sg-1',
        principals: [],
        external: false,
        public: false,
        privileges: [],
        adminEquivalent: false,
        conditions: [],
        reduces: true,
        tried: false,
        since: 'x',
        eventId: 'e7',
      },
    ],
    moreEffects: false,
  },
};

function whysOf(side: 'risky' | 'benign', fields: CaseFields): readonly string[] {
  return riskOf(aCaseFile(fields))[side].map(({ why }) => why);
}

describe('indicators', () => {
  it('are the reasons behind the factors, each with points of its own', () => {
    const { factors, risky, benign } = riskOf(
      aCaseFile({ alert: { actor: { ...anAlert().actor, kind: 'root' } }, facts: travel }),
    );

    const sum = [...risky, ...benign].reduce((all, { points }) => all + points, 0);
    expect(sum).toBe(factors.reduce((all, { points }) => all + points, 0));
    expect(risky.every(({ points }) => points > 0)).toBe(true);
    expect(benign.every(({ points }) => points < 0)).toBe(true);
  });

  it.each([
    ['a journey that nobody can make', travel, 'risky', '20 minutes later in NZ'],
    ['what it costs', dear, 'risky', '900 to 2,400 US dollars a day'],
    ['a change that only shuts', reduced, 'benign', 'only takes rights or reach away'],
  ] as const)('tell of %s', (_what, facts, side, words) => {
    expect(whysOf(side, { facts, records: [aRecord()] }).join(' ')).toContain(words);
  });

  it('tell of an authorised test', () => {
    const config = aConfig({
      authorisedTests: [{ title: 'Exercise', owner: 'Mara', identities: ['alice'] }],
    });

    expect(whysOf('benign', { config }).join(' ')).toContain('part of “Exercise”');
  });

  it('count what could not be looked at neither for nor against', () => {
    const failed: Fact = { evidence: [], coverage: 'failed', tookMs: 0 };
    const facts = { network: failed, 'threat-intelligence': failed, credentials: failed };

    const known = riskOf(aCaseFile());
    const unknown = riskOf(aCaseFile({ alert: { facts } }));

    expect(unknown.score).toBe(known.score);
    expect(unknown.confidence).toBe('low');
  });
});

describe('an anomaly', () => {
  it.each([
    ['informational', 4, 11],
    ['medium', 30, 38],
  ] as const)('lifts an alert of level %s, from %i to %i points', (severity, before, after) => {
    const alert = { severity };

    expect(riskOf(aCaseFile({ alert })).score).toBe(before);
    expect(riskOf(aCaseFile({ alert, facts: anomaly('very-unusual') })).score).toBeLessThanOrEqual(
      after + 1,
    );
  });

  it('never lifts an alert by more than one level', () => {
    for (const severity of ['informational', 'low', 'medium', 'high'] as const) {
      const levels = ['informational', 'low', 'medium', 'high', 'critical'];
      const alert = { severity };
      const before = levels.indexOf(riskOf(aCaseFile({ alert })).level);

      const after = riskOf(aCaseFile({ alert, facts: anomaly('very-unusual') })).level;

      expect(levels.indexOf(after) - before).toBeLessThanOrEqual(1);
    }
  });
});
