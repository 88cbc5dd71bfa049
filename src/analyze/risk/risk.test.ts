import { describe, expect, it } from 'vitest';
import { trainedBaseline } from '#src/enrich/anomaly/schema.ts';
import type { Actor } from '#src/model/actor.ts';
import type { RiskFactor } from '#src/model/alert.ts';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { anAlert } from '../../../test/an-alert.ts';
import { aConfig, aRecord } from '../../../test/builders.ts';
import { scoreOfPoints } from './points.ts';
import { riskOf } from './risk.ts';

const actorOf = (fields: Partial<Actor>) => ({ actor: { ...anAlert().actor, ...fields } });
const attachAdmin = aRecord({
  eventName: 'AttachUserPolicy',
  requestParameters: {
    userName: 'bob',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
});
const seen = (fact: object, history: object = {}) => ({
  'first-seen': {
    actorDays: 30,
    accountDays: 30,
    neededDays: 14,
    enoughForActor: true,
    enoughForAccount: true,
    facts: [
      {
        dimension: 'action',
        value: 'x',
        newForActor: false,
        newForAccount: false,
        actorCount: 1,
        accountCount: 1,
        ...fact,
      },
    ],
    ...history,
  },
});

function pointsOf(name: RiskFactor['name'], fields: CaseFields): number {
  return riskOf(aCaseFile(fields)).factors.find((factor) => factor.name === name)?.points ?? 0;
}

describe('riskOf', () => {
  it('always names the five inputs, each with a reason', () => {
    const { factors } = riskOf(aCaseFile());

    expect(factors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['action', 'actor', 'permissions', 'time', 'history']),
    );
    expect(factors.every(({ why }) => why !== '')).toBe(true);
  });

  it('is the sum of its factors, between 0 and 100', () => {
    const { score, factors } = riskOf(aCaseFile({ records: [attachAdmin] }));

    expect(score).toBe(factors.reduce((sum, { points }) => sum + points, 0));
    expect(
      riskOf(
        aCaseFile({ alert: { severity: 'informational', ...actorOf({ class: 'aws-service' }) } }),
      ).score,
    ).toBe(0);
  });

  it('tells grave alerts apart, and from what points their scores are made', () => {
    const grave = aCaseFile({
      alert: { severity: 'critical', ...actorOf({ kind: 'root' }) },
      records: [attachAdmin],
    });

    const { score, points, factors, level } = riskOf(grave);

    expect(points).toBe(factors.reduce((sum, each) => sum + each.points, 0));
    expect(points).toBeGreaterThan(100);
    expect(score).toBe(scoreOfPoints(points ?? 0));
    expect(level).toBe('critical');
  });

  it.each([
    ['root', { kind: 'root' } as const, 14],
    ['continuous integration', { class: 'ci', kind: 'oidc' } as const, -12],
    ['a session named like one', { class: 'ci' } as const, -4],
    ['an AWS service', { class: 'aws-service' } as const, -22],
    ['somebody without credentials', { kind: 'anonymous' } as const, 10],
  ])('weighs who acted: %s', (_who, actor, points) => {
    expect(pointsOf('actor', { alert: actorOf(actor) })).toBe(points);
  });

  it.each([
    ['administrator rights', attachAdmin, 16],
    ['the same refused', { ...attachAdmin, errorCode: 'AccessDenied' }, 0],
    [
      'a harmless policy',
      {
        ...attachAdmin,
        requestParameters: { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      },
      0,
    ],
  ])('weighs what was given: %s', (_what, record, points) => {
    expect(pointsOf('permissions', { records: [record] })).toBe(points);
  });

  it.each([
    [true, -12],
    [false, 2],
  ])('weighs the time: inside the maintenance window %s', (inside, points) => {
    const facts = {
      'maintenance-window': {
        inside,
        name: 'weekly',
        window: 'Tue 02:00–04:00 UTC',
        localTime: 'Tue 02:10',
      },
    };

    expect(pointsOf('time', { facts })).toBe(points);
  });

  it.each([
    ['new for the account', seen({ newForAccount: true, newForActor: true, actorCount: 0 }), 6],
    ['new for the actor', seen({ newForActor: true, actorCount: 0 }), 3],
    [
      'with a new user agent, whether others use it or not',
      seen({ dimension: 'userAgent', newForActor: true, actorCount: 0 }),
      2,
    ],
    ['often done', seen({ actorCount: 64, actorSince: '2026-11-01T00:00:00.000Z' }), -16],
    [
      'often done, but only today',
      seen({ actorCount: 64, actorSince: '2026-11-20T08:00:00.000Z' }),
      0,
    ],
    [
      'new, but with too little history',
      seen(
        { newForAccount: true, newForActor: true, actorCount: 0 },
        { enoughForAccount: false, enoughForActor: false },
      ),
      0,
    ],
  ])('weighs the past: an action %s', (_what, facts, points) => {
    expect(pointsOf('history', { facts })).toBe(points);
  });

  it.each([
    [['192.0.2.7'], -8],
    [['198.51.100.7'], 4],
    [['10.1.2.3'], 0],
    [['ec2.amazonaws.com'], -2],
    [['not an address'], 0],
  ])('weighs the network: %j', (sourceIps, points) => {
    const config = aConfig({ egress: ['192.0.2.0/24'] });

    expect(pointsOf('network', { alert: { sourceIps }, config })).toBe(points);
  });

  it.each([
    [3, 8],
    [0, -8],
    [1, 0],
  ])('weighs the account: criticality %i', (criticality, points) => {
    const config = aConfig({ accounts: [{ id: '111122223333', name: 'prod', criticality }] });

    expect(pointsOf('resource', { config })).toBe(points);
  });
});

describe('confidence', () => {
  const chain = [{ name: 'alice', principal: 'x', how: 'first identity' }];
  const known = { ...seen({}), 'role-chain': { chain, complete: true, failedTries: [] } };

  it.each([
    ['high', { facts: known, records: [attachAdmin] }],
    ['low', { facts: known }],
    ['low', { records: [attachAdmin] }],
    [
      'medium',
      { facts: { ...known, ...seen({}, { enoughForActor: false }) }, records: [attachAdmin] },
    ],
  ])('is a judgement of its own: %s (%#)', (confidence, fields) => {
    expect(riskOf(aCaseFile(fields)).confidence).toBe(confidence);
  });

  it.each([
    ['medium', known],
    ['medium', { ...known, ...seen({}, { enoughForActor: false }) }],
    ['low', {}],
  ])(
    'is at most medium, and no lower, where no baseline is trained: %s (%#)',
    (confidence, facts) => {
      const { alert, ...file } = aCaseFile({ facts, records: [attachAdmin] });
      const why = `there is no ${trainedBaseline}`;
      const anomaly = { evidence: [], coverage: 'skipped' as const, why, tookMs: 0 };

      const risk = riskOf({ ...file, alert: { ...alert, facts: { ...alert.facts, anomaly } } });

      expect(risk.confidence).toBe(confidence);
    },
  );
});
