import { describe, expect, it } from 'vitest';
import { trainedBaseline } from '#src/enrich/anomaly/schema.ts';
import { switchedOff } from '#src/enrich/run.ts';
import type { Fact } from '#src/model/alert.ts';
import { coverageOf } from './coverage.ts';

const ran = (value: unknown): Fact => ({ value, evidence: [], coverage: 'ran', tookMs: 1 });
const failed = (why: string): Fact => ({ evidence: [], coverage: 'failed', why, tookMs: 1 });
const skipped: Fact = { evidence: [], coverage: 'skipped', why: 'there is no address', tookMs: 0 };

const off: Fact = { ...skipped, why: switchedOff };

const untrained: Fact = { ...skipped, why: `there is no ${trainedBaseline}` };

const known = ran({
  actorDays: 30,
  accountDays: 30,
  organizationDays: 30,
  neededDays: 14,
  enoughForActor: true,
  enoughForAccount: true,
  enoughForOrganization: true,
  facts: [],
});

describe('coverageOf', () => {
  it('lists what ran, what was skipped and what failed', () => {
    const card = coverageOf({ a: ran(1), b: skipped, c: failed('timed out') });

    expect(card).toMatchObject({ ran: ['a'], skipped: ['b'], failed: ['c'] });
  });

  it.each<[string, Readonly<Record<string, Fact>>, string]>([
    ['nobody looked', {}, 'confidence is low'],
    ['everything ran', { 'first-seen': known }, 'does not lower confidence'],
    [
      'something was skipped',
      { 'first-seen': known, cost: skipped },
      'Skipped, for what they look at is not there: cost',
    ],
    ['something was switched off', { 'first-seen': known, cost: off }, 'is unknown: cost.'],
    [
      'nobody trained a baseline',
      { 'first-seen': known, anomaly: untrained },
      'is unknown: confidence is at most medium',
    ],
    ['one failed', { network: failed('timed out') }, 'network (timed out)'],
    ['one failed', { network: failed('timed out') }, 'at most medium'],
    ['two failed', { network: failed('x'), cost: failed('y') }, 'confidence is low'],
    [
      'the history is short',
      { 'first-seen': ran({ ...Object(known.value), enoughForActor: false }) },
      'history of the actor is too short',
    ],
  ])('says what that does to confidence: %s', (_what, facts, words) => {
    expect(coverageOf(facts).note).toContain(words);
  });

  it.each([
    ['something is switched off', { cost: off }],
    ['no baseline is trained', { anomaly: untrained }],
  ])('does not say that all was looked at when %s', (_, facts) => {
    const { note } = coverageOf({ 'first-seen': known, ...facts });

    expect(note).not.toContain('Everything that applies');
    expect(note).not.toContain('Skipped');
  });
});
