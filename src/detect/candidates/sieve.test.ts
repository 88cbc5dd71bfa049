import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { noLine } from '#src/model/candidate-batch.ts';
import type { Detection } from '#src/model/detection.ts';
import { createCorrelator } from '../sigma/correlate/correlator.ts';
import { parseRules } from '../sigma/parse.ts';
import type { RuleSet } from '../sigma/rule-set.ts';
import { Sieve } from './sieve.ts';
import { UseReader } from './use-reader.ts';

const base = Date.parse('2026-11-21T10:00:00Z');
const rules = ['a', 'b', 'c'].map((name) => ({
  title: `Rule ${name}`,
  name,
  logsource: { product: 'aws' },
  detection: { s: { eventName: name }, condition: 's' },
}));

function ruleSetOf(correlations: readonly object[]): RuleSet {
  const named = correlations.map((correlation, index) => ({
    title: `Correlation ${index}`,
    name: `correlation_${index}`,
    correlation,
  }));
  const text = [...rules, ...named].map((document) => stringify(document)).join('---\n');
  const ruleSet = parseRules([{ file: 'r.yml', text }]);
  expect(ruleSet.problems).toEqual([]);
  return ruleSet;
}

interface Given {
  readonly rule: string;
  /** Records that differ may come under one id. */
  readonly id?: number | undefined;
  readonly second: number;
  readonly user: string;
  readonly call: string | readonly string[];
}

function detectionOf({ rule, id, second, user, call }: Given, index: number): Detection {
  return {
    rule: `r.yml#Rule ${rule}`,
    time: base + second * 1_000,
    eventId: `${String(id ?? index).padStart(4, '0')}`,
    eventName: '',
    eventSource: '',
    account: '111122223333',
    region: 'us-east-1',
    actorKey: user,
    accessKey: '',
    sourceIp: '',
    resourceClass: '',
    fields: { user, call },
  };
}

function matchesOf(ruleSet: RuleSet, detections: readonly Detection[]): readonly object[] {
  const correlator = createCorrelator(ruleSet);
  const matches = detections.flatMap((one) => correlator.add(one));
  return [...matches, ...correlator.end()];
}

/** Whether each detection passes. */
function passing(ruleSet: RuleSet, detections: readonly Detection[]): readonly boolean[] {
  const reader = new UseReader(ruleSet, [1, 2]);
  const numbers: number[] = [];
  const certain = new Set<number>();
  for (const [place, one] of detections.entries()) {
    if (reader.isCertain(one.rule)) certain.add(place);
    reader.add(one, certain.has(place) ? noLine : place, numbers);
  }
  const uses = Uint32Array.from(numbers);
  const sieve = new Sieve();
  sieve.count(uses);
  const passed = new Set(sieve.passing(uses));
  return detections.map((_, place) => certain.has(place) || passed.has(place));
}

const given = fc.record({
  rule: fc.constantFrom('a', 'a', 'b', 'c'),
  id: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined, freq: 1 }),
  second: fc.integer({ min: 0, max: 2_000 }),
  user: fc.constantFrom('ann', 'bob'),
  call: fc.oneof(
    fc.constantFrom('x', 'y', 'z'),
    fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  ),
});
const span = { 'group-by': ['user'], timespan: '2m' };
const counting = fc.oneof(
  fc.record({
    type: fc.constant('event_count'),
    rules: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    condition: fc.constantFrom({ gte: 3 }, { gt: 2 }, { eq: 3 }, { gte: 2, lte: 3 }, { lt: 3 }),
  }),
  fc.record({
    type: fc.constant('value_count'),
    rules: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    condition: fc.constantFrom({ field: 'call', gte: 2 }, { field: 'call', gte: 3 }),
  }),
  fc.record({
    type: fc.constantFrom('temporal', 'temporal_ordered'),
    rules: fc.subarray(['a', 'b', 'c'], { minLength: 2 }),
  }),
);
const outer = fc.constantFrom(
  [],
  [{ type: 'temporal', rules: ['correlation_0', 'c'], ...span }],
  [{ type: 'event_count', rules: ['correlation_0'], condition: { gte: 2 }, ...span }],
);

describe('the sieve', () => {
  it('changes nothing that correlations find, nor its order, whatever else it lets through', () => {
    fc.assert(
      fc.property(
        fc.array(given, { maxLength: 60 }),
        fc.array(counting, { minLength: 1, maxLength: 3 }),
        outer,
        fc.infiniteStream(fc.boolean()),
        (events, inner, outermost, chance) => {
          const ruleSet = ruleSetOf([...inner.map((one) => ({ ...one, ...span })), ...outermost]);
          const detections = events.toSorted((a, b) => a.second - b.second).map(detectionOf);

          const passes = passing(ruleSet, detections);

          const kept = detections.filter((_, place) => passes[place] || chance.next().value);
          expect(matchesOf(ruleSet, kept)).toEqual(matchesOf(ruleSet, detections));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps what only moves the time at which a correlation tells another one that its window is over', () => {
    const ruleSet = ruleSetOf([
      { type: 'event_count', rules: ['a'], condition: { lt: 3 }, ...span },
      { type: 'value_count', rules: ['c'], condition: { field: 'call', gte: 2 }, ...span },
      { type: 'event_count', rules: ['correlation_0'], condition: { gte: 2 }, ...span },
    ]);
    const detections = [
      { rule: 'a', second: 0 },
      { rule: 'a', second: 121 },
      { rule: 'c', second: 122 },
    ].map((one, index) => detectionOf({ ...one, user: 'ann', call: [] }, index));

    const passes = passing(ruleSet, detections);

    const kept = detections.filter((_, place) => passes[place]);
    expect(matchesOf(ruleSet, kept)).toEqual(matchesOf(ruleSet, detections));
  });

  const threeCalls = [
    { type: 'value_count', rules: ['a'], condition: { field: 'call', gte: 3 }, ...span },
  ];

  it.each([
    { calls: ['x', 'y', 'z'], seconds: [0, 60, 119], passes: true, why: 'enough values in time' },
    { calls: ['x', 'y', 'z'], seconds: [0, 400, 800], passes: false, why: 'too far apart' },
    { calls: ['x', 'y', 'x'], seconds: [0, 60, 119], passes: false, why: 'too few values' },
    {
      calls: ['x', 'y', 'x', 'y'],
      seconds: [0, 60, 130, 190],
      passes: false,
      why: 'too few values, again in the next stretch of time',
    },
  ])('tells candidates from others: $why', ({ calls, seconds, passes }) => {
    const detections = calls.map((call, index) =>
      detectionOf({ rule: 'a', second: seconds[index] ?? 0, user: 'ann', call }, index),
    );

    expect(passing(ruleSetOf(threeCalls), detections)).toEqual(calls.map(() => passes));
  });

  it('counts events of other times that have one id as often as correlations do', () => {
    const detections = [1, 2, 1].map((id, index) =>
      detectionOf({ rule: 'a', id, second: index, user: 'ann', call: 'x' }, index),
    );

    expect(passing(ruleSetOf(threeOf('a')), detections)).toEqual([true, true, true]);
  });

  it('lets everything through that comes together with a match of very many values', () => {
    const calls = [Array.from({ length: 90 }, (_, index) => `call ${index}`), 'x'];
    const detections = calls.map((call, index) =>
      detectionOf({ rule: 'a', second: index, user: 'ann', call }, index),
    );

    expect(passing(ruleSetOf(threeCalls), detections)).toEqual([true, true]);
  });

  it('lets nearly nothing through of much that comes to nothing', () => {
    const detections = Array.from({ length: 50_000 }, (_, index) => {
      const call = `call ${index % 2}`;
      return detectionOf({ rule: 'a', second: index, user: `user ${index % 5_000}`, call }, index);
    });

    const passed = passing(ruleSetOf(threeCalls), detections).filter(Boolean);

    expect(passed.length).toBeLessThan(500);
  });
});

describe('what a reader says of a match', () => {
  const first = detectionOf({ rule: 'a', second: 0, user: 'ann', call: 'x' }, 0);

  it('is that it is kept for certain where it is shown, or where few may be enough', () => {
    const few = ruleSetOf([{ type: 'event_count', rules: ['a'], condition: { lt: 3 }, ...span }]);
    const shown = ruleSetOf([
      { type: 'event_count', rules: ['a'], condition: { gte: 3 }, generate: true, ...span },
    ]);

    expect(new UseReader(few, [1, 2]).isCertain(first.rule)).toBe(true);
    expect(new UseReader(shown, [1, 2]).isCertain(first.rule)).toBe(true);
    expect(new UseReader(ruleSetOf(threeOf('a')), [1, 2]).isCertain(first.rule)).toBe(false);
  });

  it('is that it comes to nothing where it lacks a field to group by', () => {
    const uses: number[] = [];

    const count = new UseReader(ruleSetOf(threeOf('a')), [1, 2]).add(
      { ...first, fields: {} },
      0,
      uses,
    );

    expect(count).toBe(0);
    expect(uses).toEqual([]);
  });

  it('has one name for the same correlations, and another for others', () => {
    const nameOf = (correlations: readonly object[]): string =>
      new UseReader(ruleSetOf(correlations), [1, 2]).correlations;

    expect(nameOf(threeOf('a'))).toBe(nameOf(threeOf('a')));
    expect(nameOf(threeOf('a'))).not.toBe(nameOf(threeOf('b')));
    expect(nameOf([{ ...threeOf('a')[0], timespan: '3m' }])).not.toBe(nameOf(threeOf('a')));
  });
});

function threeOf(rule: string): readonly object[] {
  return [{ type: 'event_count', rules: [rule], condition: { gte: 3 }, ...span }];
}
