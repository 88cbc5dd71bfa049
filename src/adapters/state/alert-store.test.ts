import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '#src/model/alert.ts';
import { UsageError } from '#src/model/errors.ts';
import type { Severity } from '#src/model/severity.ts';
import { anAnalyzedAlert as anAlert } from '../../../test/an-analyzed-alert.ts';
import { openState, type State } from './state.ts';

let state: State;

beforeEach(() => {
  state = openState(':memory:', false);
});
afterEach(() => state.close());

function ids(alerts: readonly Alert[]): readonly string[] {
  return alerts.map(({ id }) => id);
}

describe('the alert store', () => {
  it('tells new alerts from changed ones and those that are the same', () => {
    const [one, two, three] = ['one', 'two', 'three'].map((id) => anAlert({ id }));
    if (!one || !two || !three) throw new Error('three were made');
    state.alerts.save([one, two]);

    const saved = state.alerts.save([one, { ...two, count: 7 }, three]);

    expect(saved).toEqual({ added: 1, changed: 1 });
    expect(state.alerts.find('two')?.count).toBe(7);
  });

  it('does not call an alert changed because looking took longer', () => {
    const fact = { value: 1, evidence: [], coverage: 'ran' as const };
    state.alerts.save([anAlert({ id: 'one', facts: { a: { ...fact, tookMs: 1 } } })]);

    const saved = state.alerts.save([anAlert({ id: 'one', facts: { a: { ...fact, tookMs: 2 } } })]);

    expect(saved).toEqual({ added: 0, changed: 0 });
  });

  it('sweeps what a rebuilding did not bring back', () => {
    const [one, two] = [anAlert({ id: 'one' }), anAlert({ id: 'two' })];
    state.alerts.save([one, two]);

    const rebuild = state.alerts.rebuild();
    state.alerts.save([two]);

    expect(rebuild.sweep()).toBe(1);
    expect(ids(state.alerts.list({}, { order: 'time', limit: 10 }))).toEqual(['two']);
  });

  it('finds an alert by the beginning of its id, when only one begins so', () => {
    state.alerts.save(['abc1', 'abd2', 'x%_'].map((id) => anAlert({ id })));

    expect(state.alerts.find('abc')?.id).toBe('abc1');
    expect(state.alerts.find('x%')?.id).toBe('x%_');
    expect(state.alerts.find('%')).toBeUndefined();
    expect(() => state.alerts.find('ab')).toThrow(UsageError);
  });

  it('keeps an alert whose risk is graver than its rule', () => {
    const { risk } = anAlert().analysis;
    const grave = { risk: { ...risk, score: 85, level: 'critical' as const } };
    state.alerts.save([anAlert({ id: 'a', severity: 'low' }, grave)]);
    const list = (minSeverity: Severity) =>
      ids(state.alerts.list({ minSeverity }, { order: 'time', limit: 10 }));

    expect(list('critical')).toEqual(['a']);
  });

  const harmless = {
    risk: { ...anAlert().analysis.risk, score: 20, level: 'low' as const },
  };

  it.each([
    [{}, 'time', ['c', 'b', 'a']],
    [{}, 'score', ['c', 'b', 'a']],
    [{ minSeverity: 'high' }, 'time', ['c', 'b']],
    [{ from: '2026-11-02T00:00:00Z', to: '2026-11-03T00:00:00Z' }, 'time', ['b']],
  ] as const)('lists %o by %s, and counts them whatever is listed', (filter, order, expected) => {
    state.alerts.save([
      anAlert({ id: 'a', severity: 'low', time: '2026-11-01T00:00:00Z' }, harmless),
      anAlert({ id: 'b', severity: 'critical', time: '2026-11-02T00:00:00Z' }),
      anAlert({ id: 'c', severity: 'high', time: '2026-11-03T00:00:00Z' }),
    ]);

    const listed = state.alerts.list(filter, { order, limit: 10 });

    expect(ids(listed)).toEqual(expected);
    expect(ids(state.alerts.list(filter, { order, limit: 1, offset: 1 }))).toEqual(
      expected.slice(1, 2),
    );
    expect(state.alerts.count(filter)).toBe(expected.length);
  });
});
