import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { findUnfilled } from './fill-condition.ts';
import { compileMatcher, type MatcherOptions } from './matcher.ts';
import { parseRules } from './parse.ts';

function ruleText(detection: unknown, more: object = {}): string {
  return stringify({
    title: 'A rule',
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection,
    ...more,
  });
}

/** Whether a rule with one search matches; throws what is wrong with the rule. */
function matches(selection: unknown, record: RawRecord, options: MatcherOptions = {}): boolean {
  return matchesDetection({ selection, condition: 'selection' }, record, options);
}

function matchesDetection(
  detection: unknown,
  record: RawRecord,
  options: MatcherOptions = {},
): boolean {
  const { rules, problems } = parseRules([{ file: 'rule.yml', text: ruleText(detection) }]);
  const compiled = compileMatcher(rules, options);
  const faults = [...problems, ...compiled.problems];
  if (faults.length > 0) throw new Error(faults.map(({ reason }) => reason).join('; '));
  return compiled.matcher.match(record).length > 0;
}

type Row = readonly [why: string, selection: unknown, record: RawRecord, expected: boolean];

const values: readonly Row[] = [
  ['a text, in any case', { eventName: 'stoplogging' }, { eventName: 'StopLogging' }, true],
  ['a text that is only part', { eventName: 'Stop' }, { eventName: 'StopLogging' }, false],
  ['one of a list', { a: ['x', 'y'] }, { a: 'y' }, true],
  ['none of a list', { a: ['x', 'y'] }, { a: 'z' }, false],
  ['all fields of a map', { a: 'x', b: 'y' }, { a: 'x', b: 'y' }, true],
  ['one field of a map is not enough', { a: 'x', b: 'y' }, { a: 'x', b: 'z' }, false],
  ['any map of a list', [{ a: 'x' }, { b: 'y' }], { b: 'y' }, true],
  ['no map of a list', [{ a: 'x' }, { b: 'y' }], { a: 'y', b: 'x' }, false],
  ['a number by its text', { a: 22 }, { a: '22' }, true],
  ['a text by its number', { a: '22' }, { a: 22 }, true],
  ['a boolean by its text', { a: 'false' }, { a: false }, true],
  ['a boolean', { a: true }, { a: 'true' }, true],
  ['another boolean', { a: true }, { a: false }, false],
  ['null when absent', { a: null }, {}, true],
  ['null when null', { a: null }, { a: null }, true],
  ['null when empty', { a: null }, { a: '' }, false],
  ['null in a list of values', { a: [null, 'x'] }, {}, true],
  ['a text in a list with null', { a: [null, 'x'] }, { a: 'x' }, true],
  ['another text in a list with null', { a: [null, 'x'] }, { a: 'y' }, false],
  ['the empty text', { a: '' }, { a: '' }, true],
  ['the empty text when absent', { a: '' }, {}, false],
  ['the empty text when null', { a: '' }, { a: null }, false],
  ['a star when present', { a: '*' }, { a: 'x' }, true],
  ['a star when false', { a: '*' }, { a: false }, true],
  ['a star when empty', { a: '*' }, { a: '' }, true],
  ['a star when it is an empty list', { a: '*' }, { a: [] }, true],
  ['a star when null', { a: '*' }, { a: null }, false],
  ['a star when absent', { a: '*' }, {}, false],
];

const wildcards: readonly Row[] = [
  ['a star at the end', { a: 'Get*' }, { a: 'GetObject' }, true],
  ['a star at the start', { a: '*Object' }, { a: 'GetObject' }, true],
  ['a star in the middle', { a: 'Get*Acl' }, { a: 'GetBucketAcl' }, true],
  ['a star for nothing', { a: 'Get*' }, { a: 'Get' }, true],
  ['stars that do not overlap', { a: 'ab*ba' }, { a: 'aba' }, false],
  ['a question mark for one', { a: 'prog?.exe' }, { a: 'progA.exe' }, true],
  ['a question mark for none', { a: 'prog?.exe' }, { a: 'prog.exe' }, false],
  ['a question mark for one beyond the basic plane', { a: 'x?y' }, { a: 'x\u{1f600}y' }, true],
  ['an escaped star', { a: 'x\\*' }, { a: 'x*' }, true],
  ['an escaped star is no wildcard', { a: 'x\\*' }, { a: 'xy' }, false],
  ['an escaped question mark', { a: 'x\\?' }, { a: 'x?' }, true],
  ['a plain backslash', { a: 'x\\y' }, { a: 'x\\y' }, true],
  ['a doubled backslash is one', { a: 'x\\\\y' }, { a: 'x\\y' }, true],
  ['a backslash, then a wildcard', { a: 'x\\\\*' }, { a: 'x\\yz' }, true],
  ['three: a backslash and a plain star', { a: 'x\\\\\\*' }, { a: 'x\\*' }, true],
  ['four: two backslashes', { a: 'x\\\\\\\\' }, { a: 'x\\\\' }, true],
];

const paths: readonly Row[] = [
  ['a nested field', { 'a.b': 'x' }, { a: { b: 'x' } }, true],
  ['a nested field that is absent', { 'a.b': 'x' }, { a: 'x' }, false],
  ['through an array', { 'a.b': 'x' }, { a: [{ b: 'y' }, { b: 'x' }] }, true],
  ['through an array by number', { 'a.1.b': 'x' }, { a: [{ b: 'y' }, { b: 'x' }] }, true],
  ['by the wrong number', { 'a.0.b': 'x' }, { a: [{ b: 'y' }, { b: 'x' }] }, false],
  ['through arrays in arrays', { 'a.b.c': 'x' }, { a: [{ b: [{ c: 'y' }, { c: 'x' }] }] }, true],
  ['a key with dots', { 'a.b': 'x' }, { 'a.b': 'x' }, true],
  ['a key with dots inside', { 'a.b.c': 'x' }, { a: { 'b.c': 'x' } }, true],
  ['an element of an array', { a: 'x' }, { a: ['y', 'x'] }, true],
  ['no element of an array', { a: 'x' }, { a: ['y', 'xx'] }, false],
  ['a number in an array', { a: 1 }, { a: [1, 2] }, true],
  [
    'an object by its JSON text',
    { 'a|contains': '"status":"Suspended"' },
    { a: { status: 'Suspended' } },
    true,
  ],
  ['an object as a whole', { a: '{"b":1}' }, { a: { b: 1 } }, true],
  ['an array as a whole only for contains', { a: '["x","y"]' }, { a: ['x', 'y'] }, false],
  ['an array by its JSON text for contains', { 'a|contains': '"x","y"' }, { a: ['x', 'y'] }, true],
  ['an array by its JSON text for re', { 'a|re': '^\\["x","y"\\]$' }, { a: ['x', 'y'] }, true],
  ['nothing of Object.prototype', { 'a.constructor': '*' }, { a: {} }, false],
  [
    'an own key called __proto__',
    { '__proto__.x': 'y' },
    JSON.parse('{"__proto__":{"x":"y"}}'),
    true,
  ],
  [
    'an own key called hasOwnProperty',
    { hasOwnProperty: 'x', a: 'y' },
    { hasOwnProperty: 'x', a: 'y' },
    true,
  ],
  ['not the length of an array', { 'a.length': '*' }, { a: [1] }, false],
];

const modifiers: readonly Row[] = [
  ['contains', { 'a|contains': 'LOG' }, { a: 'StopLogging' }, true],
  ['contains nothing of it', { 'a|contains': 'logs' }, { a: 'StopLogging' }, false],
  ['contains a number', { 'a|contains': 22 }, { a: 'port 22' }, true],
  ['contains a wildcard', { 'a|contains': 'st?p*ing' }, { a: 'xStopLoggingx' }, true],
  ['startswith', { 'a|startswith': 'stop' }, { a: 'StopLogging' }, true],
  ['startswith, elsewhere', { 'a|startswith': 'Log' }, { a: 'StopLogging' }, false],
  ['endswith', { 'a|endswith': 'logging' }, { a: 'StopLogging' }, true],
  ['endswith, elsewhere', { 'a|endswith': 'Stop' }, { a: 'StopLogging' }, false],
  ['all', { 'a|contains|all': ['x', 'y'] }, { a: 'y and x' }, true],
  ['all but one', { 'a|contains|all': ['x', 'y'] }, { a: 'x' }, false],
  ['all, by different elements', { 'a|all': ['x', 'y'] }, { a: ['y', 'x'] }, true],
  ['cased', { 'a|cased': 'Stop' }, { a: 'Stop' }, true],
  ['cased, another case', { 'a|cased': 'Stop' }, { a: 'stop' }, false],
  ['contains and cased', { 'a|contains|cased': 'Log' }, { a: 'StopLogging' }, true],
  ['contains and cased, another case', { 'a|contains|cased': 'log' }, { a: 'StopLogging' }, false],
  ['re, anywhere', { 'a|re': 'L.g+' }, { a: 'StopLogging' }, true],
  ['re, with its case', { 'a|re': 'l.g+' }, { a: 'StopLogging' }, false],
  ['re with i', { 'a|re|i': 'l.g+' }, { a: 'StopLogging' }, true],
  ['re with m', { 'a|re|m': '^b$' }, { a: 'a\nb' }, true],
  ['re without m', { 'a|re': '^b$' }, { a: 'a\nb' }, false],
  ['re with s', { 'a|re|s': 'a.b' }, { a: 'a\nb' }, true],
  ['re without s', { 'a|re': 'a.b' }, { a: 'a\nb' }, false],
  ['re on a number', { 'a|re': '^2+$' }, { a: 22 }, true],
  ['cidr, version 4', { 'a|cidr': '192.0.2.0/24' }, { a: '192.0.2.77' }, true],
  ['cidr, outside', { 'a|cidr': '192.0.2.0/24' }, { a: '198.51.100.1' }, false],
  ['cidr, version 6', { 'a|cidr': '2001:db8::/32' }, { a: '2001:DB8:1::7' }, true],
  [
    'cidr, any of several',
    { 'a|cidr': ['192.0.2.0/24', '203.0.113.0/24'] },
    { a: '203.0.113.9' },
    true,
  ],
  ['cidr, no address', { 'a|cidr': '0.0.0.0/0' }, { a: 'ec2.amazonaws.com' }, false],
  ['cidr, one address', { 'a|cidr': '192.0.2.7' }, { a: '192.0.2.7' }, true],
  ['exists', { 'a|exists': true }, { a: '' }, true],
  ['exists, though null', { 'a|exists': true }, { a: null }, true],
  ['exists, absent', { 'a|exists': true }, {}, false],
  ['exists: false', { 'a|exists': false }, {}, true],
  ['exists: false, present', { 'a|exists': false }, { a: 1 }, false],
  ['lt', { 'a|lt': 5 }, { a: 4 }, true],
  ['lt, equal', { 'a|lt': 5 }, { a: 5 }, false],
  ['lte', { 'a|lte': 5 }, { a: '5' }, true],
  ['gt', { 'a|gt': 5 }, { a: 5.5 }, true],
  ['gt, equal', { 'a|gt': 5 }, { a: 5 }, false],
  ['gte', { 'a|gte': '5' }, { a: 5 }, true],
  ['gte, no number', { 'a|gte': 5 }, { a: 'seven' }, false],
  ['gte, absent', { 'a|gte': 5 }, {}, false],
  ['gte, any element', { 'a|gte': 5 }, { a: [1, 9] }, true],
  ['neq', { 'a|neq': 'x' }, { a: 'y' }, true],
  ['neq, equal', { 'a|neq': 'x' }, { a: 'X' }, false],
  ['neq, absent', { 'a|neq': 'x' }, {}, true],
  ['neq, one of several', { 'a|neq': ['x', 'y'] }, { a: 'y' }, false],
  ['neq, a number', { 'a|neq': 5 }, { a: 6 }, true],
  ['neq with contains', { 'a|contains|neq': 'og' }, { a: 'log' }, false],
  ['fieldref', { 'a|fieldref': 'b.c' }, { a: 'X', b: { c: 'x' } }, true],
  ['fieldref, different', { 'a|fieldref': 'b' }, { a: 'x', b: 'y' }, false],
  ['fieldref, cased', { 'a|fieldref|cased': 'b' }, { a: 'X', b: 'x' }, false],
  ['fieldref, one absent', { 'a|fieldref': 'b' }, { a: 'x' }, false],
  ['fieldref, both absent', { 'a|fieldref': 'b' }, {}, false],
  ['fieldref with startswith', { 'a|fieldref|startswith': 'b' }, { a: 'xyz', b: 'xy' }, true],
  ['fieldref with endswith', { 'a|fieldref|endswith': 'b' }, { a: 'xyz', b: 'yz' }, true],
  ['fieldref with contains', { 'a|fieldref|contains': 'b' }, { a: 'xyz', b: 'y' }, true],
  ['fieldref with neq', { 'a|fieldref|neq': 'b' }, { a: 'x', b: 'y' }, true],
  ['base64', { 'a|base64': 'hello' }, { a: 'aGVsbG8=' }, true],
  ['base64, contained', { 'a|base64|contains': 'foo' }, { a: 'xxZm9vxx' }, true],
  [
    'base64offset, shifted by none',
    { 'a|base64offset|contains': 'hello' },
    { a: btoa('hello you') },
    true,
  ],
  [
    'base64offset, shifted by one',
    { 'a|base64offset|contains': 'hello' },
    { a: btoa('1hello you') },
    true,
  ],
  [
    'base64offset, shifted by two',
    { 'a|base64offset|contains': 'hello' },
    { a: btoa('12hello you') },
    true,
  ],
  [
    'base64offset, something else',
    { 'a|base64offset|contains': 'hello' },
    { a: btoa('good day') },
    false,
  ],
  ['utf16le', { 'a|utf16le': 'cmd' }, { a: 'c\0m\0d\0' }, true],
  ['wide', { 'a|wide': 'cmd' }, { a: 'c\0m\0d\0' }, true],
  ['utf16be', { 'a|utf16be': 'cmd' }, { a: '\0c\0m\0d' }, true],
  ['utf16', { 'a|utf16': 'cmd' }, { a: '\u00ff\u00fec\0m\0d\0' }, true],
  ['wide and base64', { 'a|wide|base64': 'cmd' }, { a: 'YwBtAGQA' }, true],
  ['utf16 and base64', { 'a|utf16|base64': 'cmd' }, { a: '//5jAG0AZAA=' }, true],
  ['windash, as written', { 'a|windash|contains': ' -p' }, { a: 'x -p' }, true],
  ['windash, a slash', { 'a|windash|contains': ' -p' }, { a: 'x /p' }, true],
  ['windash, an en dash', { 'a|windash|contains': ' -p' }, { a: 'x \u2013p' }, true],
  ['windash, a horizontal bar', { 'a|windash|contains': ' /p' }, { a: 'x \u2015p' }, true],
  ['windash, inside a word', { 'a|windash|contains': 'a-b' }, { a: 'a/b' }, false],
  ['minute', { 'a|minute': 7 }, { a: '2026-11-21T23:07:59Z' }, true],
  ['hour', { 'a|hour': 23 }, { a: '2026-11-21T23:07:59Z' }, true],
  ['another hour', { 'a|hour': 22 }, { a: '2026-11-21T23:07:59Z' }, false],
  ['hour, compared', { 'a|hour|gte': 22 }, { a: '2026-11-21T23:07:59Z' }, true],
  ['day', { 'a|day': 21 }, { a: '2026-11-21T23:07:59Z' }, true],
  ['week', { 'a|week': 47 }, { a: '2026-11-21T23:07:59Z' }, true],
  ['week of the year before', { 'a|week': 53 }, { a: '2021-01-02T00:00:00Z' }, true],
  ['month', { 'a|month': [10, 11] }, { a: '2026-11-21T23:07:59Z' }, true],
  ['year', { 'a|year': 2026 }, { a: '2026-11-21' }, true],
  ['hour of what is no time', { 'a|hour': 0 }, { a: 'yesterday' }, false],
];

const record: RawRecord = {
  eventName: 'PutObject',
  requestParameters: { list: ['Needle in hay', 7] },
};

const keywords: readonly Row[] = [
  ['a keyword, in part of any value', ['needle'], record, true],
  ['any of several keywords', ['nothing', 'putobj'], record, true],
  ['no keyword', ['nothing'], record, false],
  ['a keyword is not looked for in keys', ['requestParameters'], record, false],
  ['a single keyword', 'needle', record, true],
  ['a number', [7], record, true],
  ['all keywords', { '|all': ['needle', 'PutObject'] }, record, true],
  ['all keywords but one', { '|all': ['needle', 'nothing'] }, record, false],
  ['a keyword that is a regular expression', { '|re': 'N..dle' }, record, true],
  ['a keyword with a wildcard', ['needle*hay'], record, true],
  ['keywords and maps in one list', ['nothing', { eventName: 'PutObject' }], record, true],
];

describe('a search', () => {
  it.each(values)('compares %s', (_, selection, event, expected) => {
    expect(matches(selection, event)).toBe(expected);
  });

  it.each(wildcards)('understands %s', (_, selection, event, expected) => {
    expect(matches(selection, event)).toBe(expected);
  });

  it.each(paths)('finds %s', (_, selection, event, expected) => {
    expect(matches(selection, event)).toBe(expected);
  });

  it.each(modifiers)('applies %s', (_, selection, event, expected) => {
    expect(matches(selection, event)).toBe(expected);
  });

  it.each(keywords)('searches %s', (_, selection, event, expected) => {
    expect(matches(selection, event)).toBe(expected);
  });
});

describe('placeholders', () => {
  const expand = { admins: ['root', 'adm_*'], nets: ['192.0.2.0/24'], port: ['.', '22'] };
  const rows: readonly Row[] = [
    ['a value', { 'a|expand': '%admins%' }, { a: 'root' }, true],
    ['a value with a wildcard', { 'a|expand': '%admins%' }, { a: 'adm_x' }, true],
    ['no value', { 'a|expand': '%admins%' }, { a: 'bob' }, false],
    ['text around', { 'a|expand': 'x-%admins%-y' }, { a: 'x-root-y' }, true],
    ['a network', { 'a|cidr|expand': '%nets%' }, { a: '192.0.2.1' }, true],
    ['a regular expression, quoted', { 'a|re|expand': '^%port%$' }, { a: 'x' }, false],
    ['an escaped percent sign', { 'a|expand': '\\%plain\\%' }, { a: '%plain%' }, true],
  ];

  it.each(rows)('become %s', (_, selection, event, expected) => {
    expect(matches(selection, event, { expand })).toBe(expected);
  });

  it('are plain text without the modifier', () => {
    expect(matches({ a: '%admins%' }, { a: '%admins%' })).toBe(true);
  });

  it('without a value make the rule a problem with its line, and the rule never matches', () => {
    const text = ruleText({ selection: { 'a|expand': '%nobody%' }, condition: 'not selection' });
    const { rules } = parseRules([{ file: 'rule.yml', text }]);

    const { matcher, problems } = compileMatcher(rules);

    expect(problems).toEqual([
      { file: 'rule.yml', line: 7, reason: expect.stringContaining('%nobody%') },
    ]);
    expect(matcher.match({ a: 'x' })).toEqual([]);
  });

  it('without a value are found before anything is matched', () => {
    const texts = ['%nobody%', '%admins%', 'x'].map((value) =>
      ruleText({ selection: { 'a|expand': value }, condition: 'selection' }, { title: value }),
    );
    const { rules } = parseRules([{ file: 'rule.yml', text: texts.join('---\n') }]);

    const unfilled = findUnfilled(rules, expand);

    expect(unfilled.map(({ source }) => source.title)).toEqual(['%nobody%']);
    expect(unfilled[0]?.problems).toHaveLength(1);
  });
});

describe('a condition', () => {
  const searches = {
    sel_a: { a: 'x' },
    sel_b: { b: 'x' },
    sel_c: { c: 'x' },
    _hidden: { h: 'x' },
  };
  const rows = [
    ['sel_a', { a: 'x' }, true],
    ['not sel_a', { a: 'x' }, false],
    ['not sel_a', {}, true],
    ['sel_a and sel_b', { a: 'x' }, false],
    ['sel_a or sel_b', { b: 'x' }, true],
    ['sel_a or sel_b and sel_c', { a: 'x' }, true],
    ['(sel_a or sel_b) and sel_c', { a: 'x' }, false],
    ['not sel_a and sel_b', { b: 'x' }, true],
    ['not (sel_a and sel_b)', { b: 'x' }, true],
    ['not not sel_a', { a: 'x' }, true],
    ['NOT sel_a AND sel_b', { b: 'x' }, true],
    ['1 of sel_*', { b: 'x' }, true],
    ['any of sel_*', { b: 'x' }, true],
    ['all of sel_*', { a: 'x', b: 'x' }, false],
    ['all of sel_*', { a: 'x', b: 'x', c: 'x' }, true],
    ['2 of sel_*', { a: 'x' }, false],
    ['2 of sel_*', { a: 'x', c: 'x' }, true],
    ['1 of them', { c: 'x' }, true],
    ['1 of them', { h: 'x' }, false],
    ['all of them', { a: 'x', b: 'x', c: 'x' }, true],
    ['1 of *', { h: 'x' }, false],
    ['1 of _*', { h: 'x' }, true],
    ['1 of *_b', { b: 'x' }, true],
    ['sel_a and not 1 of sel_b*', { a: 'x', b: 'x' }, false],
  ] as const;

  it.each(rows)('%s, for %o, is %s', (condition, event, expected) => {
    expect(matchesDetection({ ...searches, condition }, event)).toBe(expected);
  });

  it('may be a list, of which one must hold', () => {
    const detection = { ...searches, condition: ['sel_a', 'sel_b'] };

    expect(matchesDetection(detection, { b: 'x' })).toBe(true);
    expect(matchesDetection(detection, { c: 'x' })).toBe(false);
  });
});

describe('a matcher', () => {
  const rule = (title: string, selection: unknown) => ({
    file: `${title}.yml`,
    text: ruleText({ selection, condition: 'selection' }, { title }),
  });

  it('gives the rules that match in their order', () => {
    const { rules } = parseRules([
      rule('one', { eventName: 'A' }),
      rule('two', { eventName: 'B' }),
      rule('three', { 'userAgent|contains': 'curl' }),
      rule('four', { eventSource: 's3.amazonaws.com' }),
    ]);
    const { matcher } = compileMatcher(rules);

    const found = matcher.match({
      eventName: 'A',
      eventSource: 's3.amazonaws.com',
      userAgent: 'curl/8',
    });

    expect(found).toEqual([0, 2, 3]);
  });

  it.each([
    { eventName: 5 },
    { eventName: ['A', 'B'] },
    { eventName: null },
    { eventName: { toString: 'x' } },
    {},
    JSON.parse('{"__proto__":{"eventName":"A"},"hasOwnProperty":1}'),
  ])('does not throw on %o', (event) => {
    const { rules } = parseRules([rule('one', { eventName: 'A' }), rule('two', ['x'])]);
    const { matcher } = compileMatcher(rules);

    expect(() => matcher.match(event)).not.toThrow();
  });

  it('matches an event name that is a list by its elements', () => {
    const { rules } = parseRules([rule('one', { eventName: 'A' })]);

    expect(compileMatcher(rules).matcher.match({ eventName: ['B', 'A'] })).toEqual([0]);
  });

  it('survives nesting deeper than the stack', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}"x"${']'.repeat(100_000)}`);
    const { rules } = parseRules([rule('one', { 'a|contains': 'x' }), rule('two', ['x'])]);

    expect(compileMatcher(rules).matcher.match({ a: deep })).toEqual([0, 1]);
  });

  it('asks for derived fields once a record, and only when a rule gets there', () => {
    let asked = 0;
    const derive = () => {
      asked += 1;
      return { cairn: { self: true, actor: { kind: 'root' } } };
    };
    const { rules } = parseRules([
      rule('one', { eventName: 'A', 'cairn.self': true }),
      rule('two', { eventName: 'A', 'cairn.actor.kind': 'root' }),
    ]);
    const { matcher } = compileMatcher(rules, { derive });

    expect(matcher.match({ eventName: 'B', cairn: { self: true } })).toEqual([]);
    expect(asked).toBe(0);
    expect(matcher.match({ eventName: 'A' })).toEqual([0, 1]);
    expect(asked).toBe(1);
  });

  it('takes nothing under cairn from the record itself', () => {
    expect(matches({ 'cairn.self': true }, { cairn: { self: true } })).toBe(false);
  });
});

describe('a filter', () => {
  const rules = ['one', 'two'].map((title) => ({
    file: `${title}.yml`,
    text: ruleText({ selection: { eventName: 'A' }, condition: 'selection' }, { title }),
  }));
  const filter = (named: unknown, condition: string) => ({
    file: 'filter.yml',
    text: stringify({
      title: 'Known job',
      logsource: { product: 'aws', service: 'cloudtrail' },
      filter: { rules: named, job: { userName: 'job' }, condition },
    }),
  });

  it.each(['job', 'not job'])(
    'quiets the rules that it names, written as "%s", and counts',
    (condition) => {
      const set = parseRules([...rules, filter(['two'], condition)]);
      const { matcher } = compileMatcher(set.rules, { filters: set.filters });

      expect(matcher.match({ eventName: 'A', userName: 'job' })).toEqual([0]);
      expect(matcher.match({ eventName: 'A', userName: 'bob' })).toEqual([0, 1]);
      expect(matcher.quieted.map(({ count }) => count)).toEqual([1]);
    },
  );

  it('written as several negations quiets what any of them names', () => {
    const set = parseRules([...rules, filter('any', 'not job and not 1 of job*')]);
    const { matcher } = compileMatcher(set.rules, { filters: set.filters });

    expect(matcher.match({ eventName: 'A', userName: 'job' })).toEqual([]);
    expect(matcher.match({ eventName: 'A', userName: 'bob' })).toEqual([0, 1]);
  });

  it('may be for any rule', () => {
    const set = parseRules([filter('any', 'job'), ...rules]);
    const { matcher } = compileMatcher(set.rules, { filters: set.filters });

    expect(matcher.match({ eventName: 'A', userName: 'job' })).toEqual([]);
    expect(matcher.quieted[0]).toMatchObject({ count: 2, filter: { title: 'Known job' } });
  });
});
