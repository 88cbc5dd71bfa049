import { describe, expect, it } from 'vitest';
import type { Fact } from '#src/model/alert.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { firstSeenLines, timelineLines } from './facts.ts';

const ran: Fact = { evidence: [], coverage: 'ran', tookMs: 1 };

function session(...what: readonly string[]) {
  const events = what.map((text, index) => ({
    time: `2026-11-20T09:14:0${index}Z`,
    what: text,
    count: 1,
    eventIds: [`e${index}`],
    failed: false,
    read: false,
  }));
  const counts = { reads: 0, writes: what.length, failed: 0, more: false };
  return { session: { ...ran, value: { by: 'accessKey', from: '', to: '', events, ...counts } } };
}

describe('the timeline', () => {
  it('marks the events of the alert and folds what repeats', () => {
    const facts = session('looked around', 'deleted a snapshot', 'deleted a snapshot');

    const lines = timelineLines(anAnalyzedAlert({ events: ['e1', 'e2'], facts }));

    expect(lines).toEqual(['· 09:14:00 looked around', '▶ 09:14:01 deleted a snapshot (2 times)']);
  });

  it('is empty when nothing is known about the session', () => {
    expect(timelineLines(anAnalyzedAlert())).toEqual([]);
  });
});

describe('what is new', () => {
  it('says for whom, and how long the memory is', () => {
    const fact = { dimension: 'ip', value: '203.0.113.9', actorCount: 0, accountCount: 3 };
    const value = {
      actorDays: 1,
      accountDays: 30,
      neededDays: 14,
      enoughForActor: false,
      enoughForAccount: true,
      facts: [{ ...fact, newForActor: true, newForAccount: false }],
    };

    const lines = firstSeenLines(anAnalyzedAlert({ facts: { 'first-seen': { ...ran, value } } }));

    expect(lines).toEqual([
      'address 203.0.113.9: new for this actor, known in the account',
      'history: 1 day of this actor, 30 days of the account',
    ]);
  });
});
