import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRules } from './parse.ts';

const head = 'title: A rule\nlogsource: { product: aws, service: cloudtrail }\n';

function problemsOf(text: string) {
  return parseRules([{ file: 'a.yml', text }]).problems;
}

describe('parseRules', () => {
  it.each([
    { written: 'about: actor\n', about: 'actor' },
    { written: '', about: 'resource' },
  ])('is about the $about when the rule says "$written"', ({ written, about }) => {
    const text = `${head}${written}detection: { s: { eventName: A }, condition: s }\n`;

    expect(parseRules([{ file: 'rule.yml', text }]).rules[0]?.about).toBe(about);
  });

  it('reads a rule', () => {
    const { rules } = parseRules([
      {
        file: 'folder/rule.yml',
        text: `${head}id: 6203e91c-37d7-4544-8487-e75ec0b159a6
name: a_rule
status: test
level: high
description: What it finds
tags: [attack.t1098]
falsepositives: [none]
detection: { s: { eventName: A }, condition: s }
`,
      },
    ]);

    expect(rules[0]).toMatchObject({
      key: '6203e91c-37d7-4544-8487-e75ec0b159a6',
      id: '6203e91c-37d7-4544-8487-e75ec0b159a6',
      title: 'A rule',
      name: 'a_rule',
      status: 'test',
      level: 'high',
      description: 'What it finds',
      tags: ['attack.t1098'],
      falsepositives: ['none'],
      file: 'folder/rule.yml',
      line: 1,
      logsource: { product: 'aws', service: 'cloudtrail', category: '' },
    });
  });

  it('calls a rule without an id by its file and title, and one without a level medium', () => {
    const { rules } = parseRules([
      { file: 'a.yml', text: `${head}detection: { s: { a: b }, condition: s }` },
    ]);

    expect(rules[0]).toMatchObject({ key: 'a.yml#A rule', id: '', level: 'medium' });
  });

  it.each([
    ['product: aws, service: cloudtrail', 1],
    ['product: AWS', 1],
    ['service: cloudtrail', 1],
    ['product: aws, service: guardduty', 0],
    ['product: windows, service: security', 0],
    ['category: process_creation', 0],
    ['product: aws, category: network', 0],
    ['product: gcp, service: cloudtrail', 0],
  ])('of log source %s takes %d', (logsource, taken) => {
    const text = `title: x\nlogsource: { ${logsource} }\ndetection: { s: { a: b }, condition: s }`;

    const { rules, skipped, problems } = parseRules([{ file: 'a.yml', text }]);

    expect({ rules: rules.length, skipped, problems }).toEqual({
      rules: taken,
      skipped: 1 - taken,
      problems: [],
    });
  });

  it.each([
    [
      'no title',
      `logsource: { product: aws }\ndetection: { s: { a: b }, condition: s }`,
      1,
      'title',
    ],
    ['no log source', `title: x\ndetection: { s: { a: b }, condition: s }`, 1, 'logsource'],
    ['no detection', head, 1, 'detection'],
    ['no condition', `${head}detection:\n  s: { a: b }`, 3, 'condition'],
    ['an unknown level', `${head}level: bad\ndetection: { s: { a: b }, condition: s }`, 3, 'level'],
    ['a text for a detection', `${head}detection: x`, 3, 'mapping'],
    ['an unknown name', `${head}detection:\n  s: { a: b }\n  condition: s and t`, 5, '"t"'],
    [
      'a pattern without names',
      `${head}detection:\n  s: { a: b }\n  condition: s and not 1 of f_*`,
      5,
      '1 of f_*',
    ],
    ['an open parenthesis', `${head}detection:\n  s: { a: b }\n  condition: (s`, 5, 'parenthesis'],
    [
      'an operator without a side',
      `${head}detection:\n  s: { a: b }\n  condition: s and`,
      5,
      'too early',
    ],
    ['two names in a row', `${head}detection:\n  s: { a: b }\n  condition: s s`, 5, '"s"'],
    [
      'an aggregation',
      `${head}detection:\n  s: { a: b }\n  condition: s | count() > 5`,
      5,
      'correlation',
    ],
    ['more than there are', `${head}detection:\n  s: { a: b }\n  condition: 2 of s*`, 5, 'never'],
    ['an unknown modifier', `${head}detection:\n  s:\n    a|like: b\n  condition: s`, 5, '"like"'],
    [
      'a repeated modifier',
      `${head}detection:\n  s:\n    a|all|all: [b, c]\n  condition: s`,
      5,
      'repeated',
    ],
    [
      'two positions',
      `${head}detection:\n  s:\n    a|contains|endswith: b\n  condition: s`,
      5,
      'exclude',
    ],
    ['a flag without re', `${head}detection:\n  s:\n    a|i: b\n  condition: s`, 5, 'after re'],
    [
      're with startswith',
      `${head}detection:\n  s:\n    a|re|startswith: b\n  condition: s`,
      5,
      'combined',
    ],
    [
      'cidr with contains',
      `${head}detection:\n  s:\n    a|cidr|contains: 10.0.0.0/8\n  condition: s`,
      5,
      'combined',
    ],
    [
      'base64 after contains',
      `${head}detection:\n  s:\n    a|contains|base64: b\n  condition: s`,
      5,
      'before',
    ],
    [
      'base64 with a wildcard',
      `${head}detection:\n  s:\n    a|base64: b*\n  condition: s`,
      5,
      'wildcards',
    ],
    ['neq with lt', `${head}detection:\n  s:\n    a|lt|neq: 5\n  condition: s`, 5, 'neq'],
    ['lt of a text', `${head}detection:\n  s:\n    a|lt: five\n  condition: s`, 5, 'number'],
    [
      'an hour that is none',
      `${head}detection:\n  s:\n    a|hour: 24\n  condition: s`,
      5,
      '0 to 23',
    ],
    [
      'exists with a text',
      `${head}detection:\n  s:\n    a|exists: maybe\n  condition: s`,
      5,
      'true or false',
    ],
    [
      'exists without a field',
      `${head}detection:\n  s:\n    '|exists': true\n  condition: s`,
      5,
      'field',
    ],
    ['no network', `${head}detection:\n  s:\n    a|cidr: 10.0.0/8\n  condition: s`, 5, 'network'],
    ['contains null', `${head}detection:\n  s:\n    a|contains: null\n  condition: s`, 5, 'null'],
    ['look-around', `${head}detection:\n  s:\n    a|re: (?=b)c\n  condition: s`, 5, 'look-around'],
    ['look-behind', `${head}detection:\n  s:\n    a|re: (?<!b)c\n  condition: s`, 5, 'look-around'],
    [
      'a back-reference',
      `${head}detection:\n  s:\n    a|re: (b)\\1\n  condition: s`,
      5,
      'back-reference',
    ],
    [
      'a broken expression',
      `${head}detection:\n  s:\n    a|re: (b\n  condition: s`,
      5,
      'regular expression',
    ],
    ['an empty search', `${head}detection:\n  s: {}\n  condition: s`, 4, 'empty'],
    ['no values', `${head}detection:\n  s:\n    a: []\n  condition: s`, 5, 'values'],
    ['a map for a value', `${head}detection:\n  s:\n    a: { b: c }\n  condition: s`, 5, 'value'],
    [
      'a map in a list of values',
      `${head}detection:\n  s:\n    a: [{ b: c }]\n  condition: s`,
      5,
      'value',
    ],
    ['a list in a list', `${head}detection:\n  s:\n    - [a]\n  condition: s`, 5, 'list'],
    ['a list for a document', '- a\n- b', 1, 'mapping'],
    ['a text for a document', 'hello', 1, 'mapping'],
    ['an action', 'action: global\ntitle: x', 1, 'action'],
    ['a key twice', `${head}title: y`, 3, 'YAML'],
    ['a tab', 'title: x\n\tlogsource: y', 2, 'YAML'],
    ['an open quote', 'title: "x', 1, 'YAML'],
  ])('reports %s', (_, text, line, reason) => {
    expect(problemsOf(text)).toEqual([
      { file: 'a.yml', line, reason: expect.stringContaining(reason) },
    ]);
  });

  it('reports all faults of a rule', () => {
    const text = `logsource: { product: aws }
level: bad
detection:
  s:
    a|like: b
    c|lt: x
  condition: s`;

    expect(problemsOf(text).map(({ line }) => line)).toEqual([1, 2, 5, 6]);
  });

  it('keeps the other documents of a file, and counts lines over the whole file', () => {
    const good = (title: string) =>
      `title: ${title}\nlogsource: { product: aws }\ndetection: { s: { a: b }, condition: s }\n`;
    const text = `${good('one')}---\ntitle: "open\n---\n${good('two')}---\n---\n# nothing\n`;

    const { rules, problems } = parseRules([{ file: 'a.yml', text }]);

    expect(rules.map(({ title, line }) => [title, line])).toEqual([
      ['one', 1],
      ['two', 7],
    ]);
    expect(problems).toEqual([{ file: 'a.yml', line: 5, reason: expect.any(String) }]);
  });

  it.each([
    ['012345678901', ['012345678901']],
    ['[012345678901, 111122223333]', ['012345678901', 111122223333]],
    ['12345678901234567890', ['12345678901234567890']],
    ['.inf', ['.inf']],
    ['-.5', [-0.5]],
    ['0', [0]],
    ['0.5', [0.5]],
    ['0x1F', [31]],
  ])('reads the unquoted %s without losing a digit', (value, values) => {
    const { rules, problems } = parseRules([
      { file: 'a.yml', text: `${head}detection:\n  s:\n    account: ${value}\n  condition: s\n` },
    ]);

    expect(problems).toEqual([]);
    expect(rules[0]?.condition).toMatchObject({ search: { values } });
  });

  it('reads a byte-order mark, directives, anchors and merge keys', () => {
    const text = `\ufeff%YAML 1.2
---
title: x
logsource: { product: aws }
detection:
  base: &base
    a: b
  s:
    <<: *base
    c: d
  condition: s
`;

    expect(parseRules([{ file: 'a.yml', text }])).toMatchObject({
      rules: [{ title: 'x' }],
      problems: [],
    });
  });

  it.each([
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi'].map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`).join('\n')}`,
    ],
    ['nesting deeper than the stack', '['.repeat(200_000)],
    ['a huge file', `a: ${'x'.repeat(2_000_000)}`],
    ['NUL bytes', 'title: \0\0'],
  ])('survives %s', (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });

  it('reports the second of two rules with one id', () => {
    const text = `${head}id: 6203e91c-37d7-4544-8487-e75ec0b159a6\ndetection: { s: { a: b }, condition: s }`;

    const { rules, problems } = parseRules([
      { file: 'a.yml', text },
      { file: 'b.yml', text },
    ]);

    expect(rules.map(({ file }) => file)).toEqual(['a.yml']);
    expect(problems).toMatchObject([{ file: 'b.yml', reason: expect.stringContaining('a.yml:1') }]);
  });

  it('counts documents, so that a rule with two faults is one invalid rule', () => {
    const text = `${head}detection: { s: { a|foo: b, c|bar: d }, condition: s }
---
title: For others
logsource: { product: windows }
---
{`;

    const { documents, rules, skipped, problems } = parseRules([
      { file: 'a.yml', text },
      { file: 'b.yml', text: '', unreadable: 'no permission' },
    ]);

    expect({ documents, rules, skipped }).toEqual({ documents: 4, rules: [], skipped: 1 });
    expect(problems).toHaveLength(4);
  });

  it('says that a file could not be read', () => {
    const documents = [{ file: 'a.yml', text: '', unreadable: 'permission denied' }];

    expect(parseRules(documents).problems).toEqual([
      { file: 'a.yml', line: 1, reason: 'permission denied' },
    ]);
  });

  it('throws on no text whatever', () => {
    const piece = fc.constantFrom(
      'title: x\n',
      'logsource:\n',
      '  product: aws\n',
      'detection:\n',
      '  s:\n',
      '    a|contains: b\n',
      '  condition: s\n',
      'correlation:\n',
      '  type: temporal\n',
      '  rules: [a, b]\n',
      'filter:\n',
      '---\n',
      '- ',
      '&a ',
      '*a ',
      '{',
      '[',
      ']',
      '}',
      '"',
      "'",
      '|\n',
      '\t',
      '\0',
      '%',
      '!!x ',
      '? ',
      ': ',
      '<<: ',
      '\ud800',
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        parseRules([{ file: 'a.yml', text: pieces.join('') }]);
      }),
      { numRuns: 1_000 },
    );
  });
});
