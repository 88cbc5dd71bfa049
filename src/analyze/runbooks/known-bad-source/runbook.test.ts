import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { anAlert } from '../../../../test/an-alert.ts';
import { knownBadSource } from './runbook.ts';

const hit = {
  kind: 'ip',
  value: '203.0.113.9',
  indicator: '203.0.113.0/24',
  source: 'feed.csv',
  where: 'source address',
  events: 3,
  eventId: 'e1',
};

function alertWith(hits: readonly object[]) {
  const value = { indicators: 10, checked: 4, hits, more: false };
  return anAlert({
    facts: { 'threat-intelligence': { value, evidence: ['e1'], coverage: 'ran', tookMs: 1 } },
  });
}

describe('known-bad-source', () => {
  it('applies to alerts with a value of a list', () => {
    expect(knownBadSource.appliesTo.when?.(alertWith([hit]))).toBe(true);
    expect(knownBadSource.appliesTo.when?.(alertWith([]))).toBe(false);
    expect(knownBadSource.appliesTo.when?.(anAlert())).toBe(false);
  });

  it('names the value and the list', () => {
    const texts = knownBadSource.steps(alertWith([hit]), evidenceOf([])).map(({ step }) => step);

    expect(texts[0]).toContain('203.0.113.9');
    expect(texts[1]).toContain('feed.csv');
  });
});
