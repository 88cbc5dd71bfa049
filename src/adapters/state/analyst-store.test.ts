import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#src/analyze/analyst/model/model.ts';
import { openState, type State } from './state.ts';

let state: State;

beforeEach(() => {
  state = openState(':memory:', false);
});
afterEach(() => state.close());

function anEntry(fields: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    time: '2026-11-20T10:00:00.000Z',
    provider: 'bedrock',
    model: 'small',
    promptVersion: 'v1',
    alertId: 'alert-1',
    alerts: 1,
    outcome: 'answered',
    inputTokens: 1000,
    outputTokens: 200,
    costUsd: 0.01,
    tookMs: 900,
    ...fields,
  };
}

describe('the memory of the model analyst', () => {
  it('finds an answer by its key, and none by another', () => {
    state.analyst.cache.put('one', { summary: ['a'] });

    expect(state.analyst.cache.find('one')).toEqual({ summary: ['a'] });
    expect(state.analyst.cache.find('two')).toBeUndefined();
  });

  it('adds up what was spent from a time on', () => {
    state.analyst.ledger.add(anEntry({ time: '2026-11-19T23:59:59.000Z' }));
    state.analyst.ledger.add(anEntry());
    state.analyst.ledger.add(anEntry({ costUsd: undefined }));

    expect(state.analyst.ledger.spentSince('2026-11-20T00:00:00.000Z')).toEqual({
      tokens: 2400,
      usd: 0.01,
    });
  });

  it('tells the days of each model, newest first; an unknown price makes the sum unknown', () => {
    state.analyst.ledger.add(anEntry({ time: '2026-11-19T10:00:00.000Z' }));
    state.analyst.ledger.add(anEntry({ outcome: 'failed', inputTokens: 0, outputTokens: 0 }));
    state.analyst.ledger.add(anEntry({ costUsd: undefined }));

    expect(state.analyst.days()).toEqual([
      expect.objectContaining({ day: '2026-11-20', questions: 2, answered: 1, costUsd: undefined }),
      expect.objectContaining({ day: '2026-11-19', questions: 1, answered: 1, costUsd: 0.01 }),
    ]);
  });
});
