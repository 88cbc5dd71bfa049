import { describe, expect, it } from 'vitest';
import type { Fact } from '#src/model/alert.ts';
import { anAlertOf } from '../../../test/an-alert-with-facts.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { hopsOf } from './hops.ts';
import { tellers } from './known/index.ts';
import { knownOf } from './known.ts';
import { noveltiesOf } from './novelty.ts';
import { riskRows } from './risk-rows.ts';
import { phasesOf } from './timeline.ts';

const ran: Fact = { evidence: [], coverage: 'ran', tookMs: 1 };

describe('what else is known', () => {
  it.each(tellers)('has words for all that $id may say', ({ id, label }) => {
    const alert = anAlertOf('plain');

    const known = knownOf(alert).find((each) => each.label === label);

    expect(known?.said.length, id).toBeGreaterThan(0);
    for (const { text } of known?.said ?? []) expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('shows the simple fields of an enrichment that nobody has put into words', () => {
    const facts = { weather: { ...ran, value: { sky: 'clear', degrees: 21, list: [1] } } };

    const known = knownOf(anAnalyzedAlert({ facts })).find(({ label }) => label === 'weather');

    expect(known?.said).toEqual([{ tone: 'plain', text: 'sky clear · degrees 21' }]);
  });

  it('says that a value of another version cannot be read', () => {
    const facts = { network: { ...ran, value: 'of old' } };

    const known = knownOf(anAnalyzedAlert({ facts })).find(({ label }) => label === 'network');

    expect(known?.said).toMatchObject([{ tone: 'unknown' }]);
  });
});

function session(...calls: readonly (readonly [time: string, what: string, read?: boolean])[]) {
  const events = calls.map(([time, what, read = false], index) => {
    const call = { time: `2026-11-20T${time}Z`, what, count: 1, read, failed: false };
    return { ...call, eventIds: [`e${index}`] };
  });
  const counts = { reads: 0, writes: calls.length, failed: 0, more: false };
  return { session: { ...ran, value: { by: 'accessKey', from: '', to: '', events, ...counts } } };
}

describe('the timeline', () => {
  const told = (alert: Parameters<typeof phasesOf>[0]) =>
    phasesOf(alert).map(({ title, moments }) => [title, moments.map(({ text }) => text)]);

  it('is told in phases around the alert’s own events, with what repeats folded', () => {
    const facts = session(
      ['09:00:00', 'iam:ListUsers', true],
      ['09:01:00', 'ec2:DeleteSnapshot'],
      ['09:01:05', 'ec2:DeleteSnapshot'],
      ['09:02:00', 'ec2:StopInstances'],
    );

    expect(told(anAnalyzedAlert({ events: ['e1', 'e2'], facts }))).toEqual([
      ['Before', ['iam:ListUsers']],
      ['The alert', ['ec2:DeleteSnapshot, 2 times']],
      ['After', ['ec2:StopInstances']],
    ]);
  });

  it('uses the words of the change, and adds calls of the story from other sessions', () => {
    const change = { text: 'made user eve', object: 'eve', evidence: 'e0' };
    const act = { time: '2026-11-20T09:05:00Z', eventId: 'x1', what: 'used the new key' };
    const facts = {
      ...session(['09:00:00', 'iam:CreateUser']),
      change: { ...ran, value: { changes: [change] } },
      story: { ...ran, value: { id: 's', alerts: [], acts: [act], text: '' } },
    };

    expect(told(anAnalyzedAlert({ events: ['e0', 'x1'], facts }))).toEqual([
      ['The alert', ['made user eve', 'used the new key']],
    ]);
  });

  it('is empty when nothing is known about the session', () => {
    expect(phasesOf(anAnalyzedAlert())).toEqual([]);
  });
});

describe('what is new', () => {
  const fact = { value: '203.0.113.9', actorCount: 0, accountCount: 3 };
  const seen = {
    actorDays: 1,
    accountDays: 30,
    neededDays: 14,
    enoughForActor: false,
    enoughForAccount: true,
    facts: [
      { ...fact, dimension: 'region', newForActor: false, newForAccount: false },
      { ...fact, dimension: 'ip', newForActor: true, newForAccount: false },
      { ...fact, dimension: 'action', newForActor: true, newForAccount: true },
    ],
  };
  const novelties = noveltiesOf(
    anAnalyzedAlert({ facts: { 'first-seen': { ...ran, value: seen } } }),
  );

  it('comes first, and is not sure where the history is short', () => {
    expect(novelties.rows.map(({ what, tone, text }) => [what, tone, text])).toEqual([
      ['call', 'risky', 'never seen in this account'],
      ['address', 'unknown', 'new for this actor, known in the account'],
      ['region', 'benign', 'known, 0 earlier events'],
    ]);
  });

  it('says how long the memory is', () => {
    expect(novelties.memory).toBe(
      'history behind this: 1 day of this actor, 30 days of the account',
    );
  });
});

describe('the factors of the risk', () => {
  it('stand by weight, each with the points of its reasons where it has several', () => {
    const { risk, ...analysis } = anAnalyzedAlert().analysis;
    const reason = { factor: 'history' as const, evidence: [] as string[] };
    const risky = [{ ...reason, points: 2, why: 'new here' }, ...risk.risky];

    expect(riskRows({ ...analysis, risk: { ...risk, risky } })).toEqual([
      { name: 'action', points: 30, reasons: [{ why: 'The call reads who has access' }] },
      {
        name: 'history',
        points: -8,
        reasons: [
          { points: -8, why: 'She has done it before' },
          { points: 2, why: 'new here' },
        ],
      },
    ]);
  });
});

describe('the chain', () => {
  it('tells time, place, MFA and limits of each hop, and where another account begins', () => {
    const hop = { name: 'a', principal: 'a', how: 'AssumeRole' };
    const second = { ...hop, account: '444455556666', mfa: false, durationSeconds: 1800 };
    const { actor } = anAnalyzedAlert();

    const hops = hopsOf({
      actor: { ...actor, chain: [{ ...hop, account: '111122223333', mfa: true }, second] },
    });

    expect(hops.map(({ details, crosses }) => [details, crosses])).toEqual([
      [['with MFA'], false],
      [['without MFA', 'for 30 min'], true],
    ]);
  });
});
