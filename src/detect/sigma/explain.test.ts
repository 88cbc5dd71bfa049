import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { explain } from './explain.ts';
import { parseRules } from './parse.ts';
import type { RuleSet } from './rule-set.ts';

function read(detection: unknown): RuleSet['rules'][number] {
  const text = stringify({ title: 'A rule', logsource: { product: 'aws' }, detection });
  const [rule] = parseRules([{ file: 'rule.yml', text }]).rules;
  if (rule === undefined) throw new Error('the rule of the test is wrong');
  return rule;
}

describe('explain', () => {
  const rule = read({
    selection: {
      eventName: ['StopLogging', 'DeleteTrail'],
      'requestParameters.name|contains': 'trail',
    },
    refused: { 'errorCode|exists': true },
    condition: 'selection and not refused',
  });

  it('shows condition by condition what was wanted and what was seen', () => {
    const record = {
      eventName: 'StopLogging',
      requestParameters: { name: 'Trail' },
      errorCode: 'AccessDenied',
    };

    const { matched, tree } = explain(rule, record);

    expect(matched).toBe(false);
    expect(tree).toEqual({
      label: 'and',
      holds: false,
      parts: [
        {
          label: 'selection',
          holds: true,
          parts: [
            {
              label: 'eventName',
              holds: true,
              seen: '"StopLogging"',
              why: 'wants any of "StopLogging", "DeleteTrail"; the record has "StopLogging"',
              parts: [],
            },
            {
              label: 'requestParameters.name|contains',
              holds: true,
              seen: '"Trail"',
              why: 'wants "trail"; the record has "Trail"',
              parts: [],
            },
          ],
        },
        {
          label: 'not',
          holds: false,
          parts: [
            {
              label: 'refused',
              holds: true,
              parts: [
                expect.objectContaining({ label: 'errorCode|exists', seen: '"AccessDenied"' }),
              ],
            },
          ],
        },
      ],
    });
  });

  it('says that a field is absent', () => {
    const { tree } = explain(rule, {});

    expect(JSON.stringify(tree)).toContain('the field is absent');
  });

  it('shortens what the record has', () => {
    const { tree } = explain(rule, { eventName: 'x'.repeat(10_000_000) });

    expect(JSON.stringify(tree).length).toBeLessThan(2_000);
  });

  it('tells which filters quiet the rule', () => {
    const text = stringify({
      title: 'Known job',
      logsource: { product: 'aws' },
      filter: { rules: ['A rule'], job: { userName: 'job' }, condition: 'not job' },
    });
    const { filters } = parseRules([{ file: 'filter.yml', text }]);

    const { quietedBy } = explain(rule, { userName: 'job' }, { filters });

    expect(quietedBy.map(({ title }) => title)).toEqual(['Known job']);
  });

  it('reports placeholders without a value and does not call it a match', () => {
    const unfilled = read({ s: { 'a|expand': '%nobody%' }, condition: 'not s' });

    const { matched, problems } = explain(unfilled, {});

    expect(matched).toBe(false);
    expect(problems).toHaveLength(1);
  });
});
