import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { evaluate } from './evaluate.ts';
import { compileMatcher } from './matcher.ts';
import { parseRules } from './parse.ts';
import { compilePattern, parsePattern } from './pattern.ts';
import { RecordView } from './record-view.ts';

const names = ['GetObject', 'PutObject', 'getobject', 'Stop*', 'StopLogging', ''];
const sources = ['s3.amazonaws.com', 'iam.amazonaws.com', '*.amazonaws.com'];
const texts = fc.constantFrom('x', 'y', 'X*', '*y', '?', '*', '', 'xy', 'a.b');
const value = fc.oneof(texts, fc.constantFrom(1, true, false, null));

const item = fc.oneof(
  fc.tuple(
    fc.constantFrom('eventName', 'eventName|startswith', 'eventName|neq', 'eventName|cased'),
    fc.oneof(fc.constantFrom(...names), fc.subarray(names, { minLength: 1 })),
  ),
  fc.tuple(fc.constantFrom('eventSource', 'eventSource|endswith'), fc.constantFrom(...sources)),
  fc.tuple(fc.constantFrom('a', 'a.b', 'a.b.c', 'a|neq', 'eventName'), value),
  fc.tuple(
    fc.constantFrom('a|contains', 'a.b|endswith', 'a|contains|all'),
    fc.array(texts, { minLength: 1 }),
  ),
  fc.tuple(fc.constantFrom('a|exists', 'eventName|exists'), fc.boolean()),
  fc.tuple(fc.constant('a|fieldref'), fc.constantFrom('eventName', 'a.b')),
);
const search = fc.oneof(
  { weight: 5, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map(Object.fromEntries) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom('x', 'get'), { minLength: 1, maxLength: 2 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.array(item, { minLength: 1, maxLength: 2 }).map(Object.fromEntries), {
      minLength: 1,
      maxLength: 3,
    }),
  },
);

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('s1', 's2', 's3', '1 of s*', 'all of them', '2 of s*'),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} and ${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `${a} or ${b}`),
    tie('condition').map((inner) => `not (${inner})`),
  ),
}));
const detection = fc.record({ s1: search, s2: search, s3: search, condition });

const leaf = fc.oneof(texts, fc.constantFrom(1, true, null, 'GetObject', 'xyz'));
const tree = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('b', 'c', 'b.c', '__proto__'), leaf, { maxKeys: 3 }),
);
const record = fc.record(
  {
    eventName: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom('GetObject', 'PutObject', 'StopLogging', 'getObject'),
      },
      { weight: 1, arbitrary: tree },
    ),
    eventSource: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('s3.amazonaws.com', 'iam.amazonaws.com') },
      { weight: 1, arbitrary: tree },
    ),
    a: fc.oneof(tree, fc.array(tree, { maxLength: 2 }), fc.record({ b: tree })),
  },
  { requiredKeys: [] },
);

function read(detections: readonly unknown[]) {
  const documents = detections.map((one, index) => ({
    file: `${index}.yml`,
    text: stringify({ title: `rule ${index}`, logsource: { product: 'aws' }, detection: one }),
  }));
  return parseRules(documents);
}

describe('the matcher', () => {
  it('finds what the plain meaning of the rules finds, whatever the rules and records', () => {
    fc.assert(
      fc.property(
        fc.array(detection, { minLength: 1, maxLength: 6 }),
        fc.array(record, { minLength: 1, maxLength: 6 }),
        (detections, records) => {
          const { rules, problems } = read(detections);
          const { matcher } = compileMatcher(rules);

          const found = records.map((one) => [...matcher.match(one as RawRecord)]);

          expect(problems).toEqual([]);
          expect(found).toEqual(
            records.map((one) => {
              const view = new RecordView().openWhole(one as RawRecord);
              return rules.flatMap((rule, index) =>
                evaluate(rule.condition, view) ? [index] : [],
              );
            }),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it('throws on no JSON object whatever', () => {
    const { rules } = read([
      { s: { 'a.b|contains': 'x' }, t: ['x'], u: { 'a|re': 'x+' }, condition: '1 of them' },
      { s: { 'eventTime|hour': 3, 'a|cidr': '10.0.0.0/8', 'b|gte': 4 }, condition: 's' },
    ]);
    const { matcher } = compileMatcher(rules);

    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (one) => {
        matcher.match(one);
      }),
    );
  });
});

/** The textbook definition, by recursion. */
function plainly(pattern: string, text: readonly string[]): boolean {
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '') return text.length === 0;
  if (first === '*')
    return plainly(rest, text) || (text.length > 0 && plainly(pattern, text.slice(1)));
  const [character, ...others] = text;
  return character !== undefined && (first === '?' || first === character) && plainly(rest, others);
}

describe('a pattern', () => {
  it('means what stars and question marks mean', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\u{1f600}'), maxLength: 8 });

    fc.assert(
      fc.property(pattern, text, (wanted, given) => {
        expect(compilePattern(parsePattern(wanted))(given)).toBe(plainly(wanted, [...given]));
      }),
      { numRuns: 2_000 },
    );
  });
});
