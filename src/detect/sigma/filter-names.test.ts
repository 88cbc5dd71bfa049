import { describe, expect, it } from 'vitest';
import { compileMatcher } from './matcher.ts';
import { parseRules } from './parse.ts';

const id = '6203e91c-37d7-4544-8487-e75ec0b159a6';
const stop = {
  file: 'trail-stopped/rule.yml',
  text: `title: Trail stopped
id: ${id}
name: stopped
logsource: { product: aws, service: cloudtrail }
detection: { s: { eventName: StopLogging }, condition: s }
---
title: Many trails stopped
name: many
correlation: { type: event_count, rules: [stopped], group-by: [userName], timespan: 5m, condition: { gte: 5 } }
`,
};
const windows = {
  file: 'windows.yml',
  text: 'title: Windows\nlogsource: { product: windows }\n',
};

function filterFor(...names: readonly string[]) {
  const text = `title: Known job
logsource: { product: aws, service: cloudtrail }
filter:
  job: { userName: job }
  condition: job
  rules: ${JSON.stringify(names)}
`;
  return { file: 'filter.yml', text };
}

describe('a filter', () => {
  it.each([id, 'stopped', 'Trail stopped', 'trail-stopped'])('may call its rule %s', (name) => {
    const { rules, filters, problems } = parseRules([stop, filterFor(name)]);
    const { matcher } = compileMatcher(rules, { filters });

    expect(problems).toEqual([]);
    expect(matcher.match({ eventName: 'StopLogging', userName: 'job' })).toEqual([]);
    expect(matcher.match({ eventName: 'StopLogging', userName: 'ann' })).toHaveLength(1);
  });

  it('for a rule that nobody knows is told with its line, and works for the others that it names', () => {
    const { rules, filters, problems } = parseRules([stop, filterFor('stoped', 'stopped')]);

    expect(problems).toEqual([
      { file: 'filter.yml', line: 6, reason: expect.stringContaining('"stoped"') },
    ]);
    const { matcher } = compileMatcher(rules, { filters });
    expect(matcher.match({ eventName: 'StopLogging', userName: 'job' })).toEqual([]);
  });

  it('is told that it can quiet no correlation', () => {
    expect(parseRules([stop, filterFor('many')]).problems).toMatchObject([
      { reason: expect.stringContaining('is a correlation') },
    ]);
  });

  it('may be written for rules that do not run here', () => {
    const { rules } = parseRules([stop]);

    expect(parseRules([windows, filterFor('Windows')]).problems).toEqual([]);
    expect(parseRules([filterFor('stopped')], rules).problems).toEqual([]);
    expect(parseRules([filterFor('stopped')]).problems).toHaveLength(1);
  });

  it('that is a part of a file is told by the line of that part', () => {
    const { problems } = parseRules([stop, { ...filterFor('nobody'), line: 77 }]);

    expect(problems).toMatchObject([{ file: 'filter.yml', line: 77 }]);
  });
});
