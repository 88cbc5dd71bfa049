import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '#src/model/case.ts';
import { UsageError } from '#src/model/errors.ts';
import { openState, type State } from './state.ts';

let state: State;

beforeEach(() => {
  state = openState(':memory:', false);
});
afterEach(() => state.close());

function aCase(id: string, fields: Partial<Case> = {}): Case {
  return {
    id,
    title: `Case ${id}`,
    severity: 'high',
    risk: { score: 60, level: 'high', parts: [] },
    firstSeen: '2026-11-01T00:00:00.000Z',
    lastSeen: '2026-11-02T00:00:00.000Z',
    accounts: [],
    actors: [],
    alerts: [],
    count: 2,
    links: [],
    story: [],
    narrative: '',
    next: [],
    hunts: [],
    ...fields,
  };
}

describe('the case store', () => {
  it('lists the newest first, and those that are severe enough', () => {
    const old = aCase('old');
    const low = aCase('new', {
      lastSeen: '2026-11-05T00:00:00.000Z',
      severity: 'medium',
      risk: { score: 40, level: 'medium', parts: [] },
    });
    state.cases.replace([old, low]);

    expect(state.cases.list({}, 10)).toEqual([low, old]);
    expect(state.cases.list({}, 1)).toEqual([low]);
    expect(state.cases.list({ minSeverity: 'high' }, 10)).toEqual([old]);
  });

  it('keeps a case whose risk is graver than its rules', () => {
    const grave = aCase('a', { risk: { score: 85, level: 'critical', parts: [] } });
    state.cases.replace([grave, aCase('b')]);

    expect(state.cases.list({ minSeverity: 'critical' }, 10)).toEqual([grave]);
  });

  it('holds what was stored last and nothing else', () => {
    state.cases.replace([aCase('one'), aCase('two')]);
    state.cases.replace([aCase('two', { count: 5 })]);

    expect(state.cases.list({}, 10).map(({ id, count }) => [id, count])).toEqual([['two', 5]]);
  });

  it('finds a case by the beginning of its id, when only one begins so', () => {
    state.cases.replace(['abc1', 'abd2'].map((id) => aCase(id)));

    expect(state.cases.find('abc')?.id).toBe('abc1');
    expect(state.cases.find('x')).toBeUndefined();
    expect(() => state.cases.find('ab')).toThrow(UsageError);
  });
});
