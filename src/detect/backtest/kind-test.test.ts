import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { compileMatcher } from '../sigma/matcher.ts';
import { parseRules } from '../sigma/parse.ts';
import { kindTest } from './kind-test.ts';

const rulesFolder = join(import.meta.dirname, '..', 'rules');
const fields = ['eventSource', 'eventName', 'awsRegion', 'errorCode', 'recipientAccountId'];

/** What a history that knows some of the fields would say of a record. */
function factsOf(record: RawRecord, known: readonly string[]): Map<string, string | undefined> {
  const certain = known.filter((field) => ['string', 'undefined'].includes(typeof record[field]));
  return new Map(certain.map((field) => [field, record[field] as string | undefined]));
}

function aRule(detection: string): ReturnType<typeof parseRules> {
  const text = `title: A\nlogsource: { product: aws, service: cloudtrail }\ndetection: ${detection}\n`;
  return parseRules([{ file: 'a.yml', text }]);
}

const folders = readdirSync(rulesFolder).filter((name) =>
  existsSync(join(rulesFolder, name, 'matches')),
);

describe.each(folders)('what may match %s', (name) => {
  const folder = join(rulesFolder, name);
  const { rules } = parseRules([
    { file: `${name}/rule.yml`, text: readFileSync(join(folder, 'rule.yml'), 'utf8') },
  ]);
  const mayMatch = kindTest(rules, {});
  // Rules with derived fields match only with `derive`; the test must let through what matches without it too.
  const { matcher } = compileMatcher(rules);
  const records = readdirSync(join(folder, 'matches')).flatMap(
    (file) =>
      [JSON.parse(readFileSync(join(folder, 'matches', file), 'utf8'))].flat() as RawRecord[],
  );

  it('holds every event that matches, whatever is known of it', () => {
    const single = records.length === 1;
    for (const record of records) {
      const isMatch = single || matcher.match(record).length > 0;
      for (const known of [[], ['eventName'], ['eventSource', 'eventName'], fields]) {
        if (isMatch) expect(mayMatch(factsOf(record, known))).toBe(true);
      }
    }
  });
});

describe('kindTest', () => {
  it.each([
    { condition: '{ s: { eventName: [A, B] }, condition: s }', name: 'a', may: true },
    { condition: '{ s: { eventName: [A, B] }, condition: s }', name: 'C', may: false },
    {
      condition: '{ s: { eventName|startswith: Get }, condition: not s }',
      name: 'GetX',
      may: false,
    },
    { condition: '{ s: { eventName|re: ^Del }, condition: s }', name: 'Put', may: false },
    { condition: '{ s: { eventName: A }, k: [words], condition: s or k }', name: 'C', may: true },
    { condition: '{ s: { eventName|fieldref: a.b }, condition: s }', name: 'C', may: true },
    {
      condition: '{ s: { eventName: A, x: 1 }, t: { eventName: B, x: 1 }, condition: 1 of them }',
      name: 'C',
      may: false,
    },
    { condition: '{ s: { errorCode: null, eventName: C }, condition: s }', name: 'C', may: true },
    { condition: '{ s: { errorCode|exists: true }, condition: s }', name: 'C', may: false },
  ])('says $may of $name for $condition', ({ condition, name, may }) => {
    const facts = new Map([
      ['eventName', name],
      ['errorCode', undefined],
    ]);

    expect(kindTest(aRule(condition).rules)(facts)).toBe(may);
  });

  it('lets nothing through for a rule whose placeholders have no values', () => {
    const { rules } = aRule('{ s: { eventName|expand: "%names%" }, condition: s }');

    expect(kindTest(rules)(new Map())).toBe(false);
    expect(kindTest(rules, { names: ['A'] })(new Map([['eventName', 'A']]))).toBe(true);
  });

  it('never leaves out what the matcher matches', () => {
    const value = fc.constantFrom('A', 'B', 'a', '', undefined);
    const record = fc.record({
      eventName: value,
      eventSource: value,
      errorCode: value,
      other: value,
    });
    const item = fc
      .tuple(
        fc.constantFrom(
          ...['eventName', 'eventSource', 'errorCode', 'other', 'eventName|contains'],
        ),
        fc.constantFrom('A', '"*"', '""', '[A, B]', 'B'),
      )
      .map(([field, wanted]) => `${field}: ${wanted}`);
    const condition = fc.constantFrom(
      's',
      'not s',
      's and t',
      's or t',
      's and not t',
      '1 of them',
      'not (s and t)',
    );
    const known = fc.subarray(fields);
    fc.assert(
      fc.property(
        record,
        item,
        item,
        condition,
        known,
        (event, first, second, logic, fieldsKnown) => {
          const { rules } = aRule(`{ s: { ${first} }, t: { ${second} }, condition: ${logic} }`);
          const present = JSON.parse(JSON.stringify(event)) as RawRecord;
          const isMatch = compileMatcher(rules).matcher.match(present).length > 0;

          const may = kindTest(rules)(factsOf(present, fieldsKnown));

          expect(may || !isMatch).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
