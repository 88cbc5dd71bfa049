import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import type { Fact } from '#src/model/alert.ts';
import { anAlert } from '../../../../test/an-alert.ts';
import { costSpike } from './runbook.ts';

function costing(high: number): Fact {
  const value = {
    currency: 'USD',
    items: [],
    more: false,
    perDay: { low: high / 2, high },
    unknown: [],
    prices: { date: '2026-11-01', source: 'list' },
  };
  return { value, evidence: [], coverage: 'ran', tookMs: 0 };
}

const failed: Fact = { evidence: [], coverage: 'failed', tookMs: 0 };

describe('cost-spike', () => {
  it.each<[Record<string, Fact>, boolean]>([
    [{}, false],
    [{ cost: costing(12) }, false],
    [{ cost: costing(940) }, true],
    [{ cost: failed }, false],
  ])('applies where the cost of a day is known and high (%#)', (facts, applies) => {
    expect(costSpike.appliesTo.when?.(anAlert({ facts }))).toBe(applies);
  });

  it('says how much a day costs', () => {
    const [first] = costSpike.steps(anAlert({ facts: { cost: costing(940) } }), evidenceOf([]));

    expect(first?.step).toContain('up to 940 US dollars a day');
  });
});
