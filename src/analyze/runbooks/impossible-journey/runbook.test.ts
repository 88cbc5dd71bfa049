import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { anAlert } from '../../../../test/an-alert.ts';
import { impossibleJourney } from './runbook.ts';

const stay = (country: string) => ({
  ip: '203.0.113.9',
  place: { country },
  time: '2026-11-20T09:14:05Z',
  eventId: 'e1',
});

function alertWith(impossible: boolean) {
  const leg = { from: stay('NZ'), to: stay('DE'), minutes: 30, impossible, usual: false };
  const places = { here: [], usualPlaces: [], leftOut: [], text: '' };
  const value = { method: 'country', impossible, legs: [leg], ...places };
  return anAlert({
    facts: { 'impossible-travel': { value, evidence: ['e1'], coverage: 'ran', tookMs: 1 } },
  });
}

describe('impossible-journey', () => {
  it('applies where nobody can have travelled so fast', () => {
    expect(impossibleJourney.appliesTo.when?.(alertWith(true))).toBe(true);
    expect(impossibleJourney.appliesTo.when?.(alertWith(false))).toBe(false);
    expect(impossibleJourney.appliesTo.when?.(anAlert())).toBe(false);
  });

  it('asks the person about both places', () => {
    const [first] = impossibleJourney.steps(alertWith(true), evidenceOf([]));

    expect(first?.step).toContain('NZ, then DE');
  });
});
