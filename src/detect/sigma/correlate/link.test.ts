import { describe, expect, it } from 'vitest';
import { parseRules } from '../parse.ts';
import { correlationFields } from './fields.ts';
import { shownRules } from './shown-rules.ts';

const rule = `title: Sign-in failed
id: 6203e91c-37d7-4544-8487-e75ec0b159a6
name: failed
logsource: { product: aws }
detection: { s: { eventName: ConsoleLogin }, condition: s }
`;

function correlation(rules: string, more = '', title = 'Many'): string {
  return `title: ${title}
correlation:
  type: event_count
  rules: [${rules}]
  group-by: [userName]
  timespan: 5m
  condition: { gte: 5 }
${more}`;
}

function parse(...texts: readonly string[]) {
  return parseRules([{ file: 'a.yml', text: texts.join('---\n') }]);
}

describe('correlations', () => {
  it.each(['6203e91c-37d7-4544-8487-e75ec0b159a6', 'failed', 'Sign-in failed'])(
    'find their rules, before or after them, by %s',
    (name) => {
      const { correlations, problems } = parse(correlation(name), rule);

      expect(problems).toEqual([]);
      expect(correlations[0]?.correlation.rules).toEqual(['6203e91c-37d7-4544-8487-e75ec0b159a6']);
    },
  );

  it.each([
    ['a rule that nobody knows', correlation('nobody'), 4, '"nobody"'],
    ['themselves', correlation('Many'), 4, 'itself'],
    ['an unknown type', correlation('failed').replace('event_count', 'count'), 3, 'type'],
    ['no timespan', correlation('failed').replace('5m', '5x'), 6, 'timespan'],
    ['a misspelt key', correlation('failed').replace('group-by', 'groupby'), 5, '"groupby"'],
    ['an unknown condition', correlation('failed').replace('gte', 'ge'), 7, '"ge"'],
    ['no number', correlation('failed').replace('5 }', 'five }'), 7, 'number'],
    [
      'a count of values of nothing',
      correlation('failed').replace('event_count', 'value_count'),
      7,
      'field',
    ],
  ])('with %s are problems with their line', (_, text, line, reason) => {
    const { correlations, problems } = parse(text, rule);

    expect(correlations).toEqual([]);
    expect(problems).toContainEqual({
      file: 'a.yml',
      line,
      reason: expect.stringContaining(reason),
    });
  });

  it('in a circle are an error', () => {
    const { correlations, problems } = parse(
      correlation('Two', '', 'One'),
      correlation('One', '', 'Two'),
    );

    expect(correlations).toEqual([]);
    expect(problems.map(({ reason }) => reason).join()).toContain('itself');
  });

  it('of rules for other log sources are skipped and counted', () => {
    const other = rule.replace('product: aws', 'product: windows');

    expect(parse(correlation('failed'), other)).toMatchObject({
      correlations: [],
      skipped: 2,
      problems: [],
    });
  });

  it('come after those that they refer to', () => {
    const { correlations } = parse(
      correlation('Inner', '', 'Outer'),
      correlation('failed', '', 'Inner'),
      rule,
    );

    expect(correlations.map(({ title }) => title)).toEqual(['Inner', 'Outer']);
  });

  it('say which fields the detections of their rules must carry, also through others', () => {
    const outer = correlation('Inner', '', 'Outer').replace('userName', 'sourceIPAddress');
    const ruleSet = parse(rule, correlation('failed', '', 'Inner'), outer);

    expect([...correlationFields(ruleSet)]).toEqual([
      ['6203e91c-37d7-4544-8487-e75ec0b159a6', ['userName', 'sourceIPAddress']],
    ]);
  });

  it.each([
    ['', false],
    ['generate: true\n', true],
  ])('hide the rules that they refer to, with "%s": shown %s', (more, isShown) => {
    const ruleSet = parse(rule, correlation('failed', more));

    const shown = shownRules(ruleSet);

    expect(shown.has('6203e91c-37d7-4544-8487-e75ec0b159a6')).toBe(isShown);
    expect(shown.has('a.yml#Many')).toBe(true);
  });
});
