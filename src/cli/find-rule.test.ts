import { describe, expect, it } from 'vitest';
import { parseRules } from '#src/detect/sigma/parse.ts';
import { findRule } from './find-rule.ts';

const rule = (title: string, id: string, further = '') => `title: ${title}
id: ${id}
${further}logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: StopLogging }, condition: selection }
---
`;

const ids = {
  stopped: '0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11',
  deleted: '1b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a12',
  once: '3b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a14',
  often: '4b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a15',
  twin: '2b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a13',
};

const ruleSet = parseRules([
  {
    file: 'logging-stopped/rule.yml',
    text: rule('Logging stopped', ids.stopped, 'name: stop_logging\n'),
  },
  { file: 'trail-deleted/rule.yml', text: rule('Trail deleted', ids.deleted) },
  {
    file: 'burst/rule.yml',
    text: `${rule('Stopped once', ids.once, 'name: once\n')}title: Stopped often
id: ${ids.often}
correlation: { type: event_count, rules: [once], timespan: 1h, condition: { gte: 3 } }
`,
  },
  { file: 'twin/rule.yml', text: rule('Trail deleted', ids.twin) },
]);

describe('findRule', () => {
  it.each([
    { by: 'id', text: ids.stopped },
    { by: 'name', text: 'stop_logging' },
    { by: 'folder', text: 'logging-stopped' },
    { by: 'title in any case', text: ' logging STOPPED ' },
  ])('finds a rule by its $by', ({ text }) => {
    expect(findRule(ruleSet, text).id).toBe(ids.stopped);
  });

  it('takes the folder of a correlation and its rules for the correlation', () => {
    expect(findRule(ruleSet, 'burst').id).toBe(ids.often);
  });

  it('lists the rules that share a title', () => {
    expect(() => findRule(ruleSet, 'Trail deleted')).toThrow(
      new RegExp(`2 rules; give the id:\n.*${ids.deleted}.*\n.*${ids.twin}`),
    );
  });

  it.each(['loging-stoped', 'logging'])('names rules near to %s', (text) => {
    expect(() => findRule(ruleSet, text)).toThrow(/Did you mean.*\n.*logging-stopped/);
  });

  it('names nothing where nothing is near', () => {
    expect(() => findRule(ruleSet, 'zzzzzzzz')).toThrow(/"zzzzzzzz"\.$/);
  });
});
