import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UpstreamError } from '#src/model/errors.ts';
import { aContext, aSubject } from '../../test/a-subject.ts';
import { aConfig } from '../../test/builders.ts';
import { defineEnrichment, type Enrichment } from './enrichment.ts';
import { runEnrichments, switchedOff } from './run.ts';

function aUnit(id: string, fields: Partial<Enrichment> = {}): Enrichment {
  return defineEnrichment<unknown>({
    id,
    title: id,
    value: z.number(),
    timeoutMs: 1_000,
    needs: 'reason',
    appliesTo: () => true,
    enrich: async () => ({ value: 7, evidence: ['event-1'] }),
    ...fields,
  });
}

const failing = (error: unknown) => ({
  enrich: async () => {
    throw error;
  },
});

async function run(...units: readonly Enrichment[]) {
  return runEnrichments(units, aSubject([]), aContext());
}

describe('runEnrichments', () => {
  it('gives the value, its evidence and that it ran', async () => {
    const facts = await run(aUnit('good'));

    expect(facts['good']).toMatchObject({ value: 7, evidence: ['event-1'], coverage: 'ran' });
  });

  it.each([
    [
      'an error of ours',
      failing(new UpstreamError('the answer made no sense')),
      'the answer made no sense',
    ],
    ['any other error', failing(new TypeError('secret')), 'failed unexpectedly (TypeError)'],
    ['a thrown text', failing('oops'), 'failed unexpectedly'],
    ['a value of another shape', { value: z.string() }, 'failed unexpectedly (ZodError)'],
    [
      'silence',
      { timeoutMs: 5, enrich: () => new Promise<never>(() => {}) },
      'bad took longer than 5 ms',
    ],
  ])(
    'says that it could not look after %s, and lets the others go on',
    async (_what, fields, why) => {
      const facts = await run(aUnit('bad', fields), aUnit('good'));

      expect(facts['bad']).toMatchObject({ coverage: 'failed', why });
      expect(facts['bad']?.value).toBeUndefined();
      expect(facts['good']).toMatchObject({ coverage: 'ran' });
    },
  );

  it('leaves alone what is switched off, and keeps to the time that is configured', async () => {
    const enrichments = { off: { enabled: false }, slow: { enabled: true, timeoutMs: 5 } };
    const units = [aUnit('off'), aUnit('slow', { enrich: () => new Promise<never>(() => {}) })];
    const context = aContext({ config: aConfig({ enrichments }) });

    const facts = await runEnrichments(units, aSubject([]), context);

    expect(facts['off']).toMatchObject({ coverage: 'skipped', why: switchedOff });
    expect(facts['slow']).toMatchObject({
      coverage: 'failed',
      why: 'slow took longer than 5 ms',
    });
  });

  it('says why it did not look', async () => {
    const facts = await run(aUnit('skipped', { appliesTo: () => false, needs: 'user agent' }));

    expect(facts['skipped']).toMatchObject({ coverage: 'skipped', why: 'there is no user agent' });
  });

  it('aborts what takes too long', async () => {
    let isAborted = false;
    await run(
      aUnit('slow', {
        timeoutMs: 5,
        enrich: (_subject, _context, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              isAborted = true;
              reject(signal.reason);
            });
          }),
      }),
    );

    expect(isAborted).toBe(true);
  });
});
