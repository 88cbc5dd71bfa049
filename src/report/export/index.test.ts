import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { anAnalyzedAlert, textOf } from '../../../test/an-analyzed-alert.ts';
import { alertPage } from '../page/page.ts';
import type { ExportContext } from './exporter.ts';
import { alertExporters } from './index.ts';

const context: ExportContext = { width: 120, color: false, version: '0.0.0' };
const evil = '\u001b]0;owned\u0007\u202e"=cmd|\n<script>[x](https://example.com)';
const evilAlert = anAnalyzedAlert(
  {
    title: evil,
    accountName: evil,
    resources: [evil],
    sourceIps: [evil],
    userAgents: [evil],
    changes: [evil],
    events: [evil],
    actor: {
      ...anAnalyzedAlert().actor,
      key: evil,
      name: evil,
      chain: [{ name: evil, principal: evil, how: evil }],
      chainComplete: false,
      chainGap: evil,
    },
  },
  { summary: evil, narrative: evil, runbook: [{ phase: 'contain', step: evil, command: evil }] },
);

function write(format: string, alerts = [anAnalyzedAlert()], options = context): Promise<string> {
  const exporter = alertExporters.find((one) => one.format === format);
  if (exporter === undefined) throw new Error(`no format ${format}`);
  return textOf(exporter.write(alerts, options));
}

describe('every format', () => {
  it.each(alertExporters.map(({ format }) => format))(
    '%s shows hostile text as text',
    async (format) => {
      const text = await write(format, [evilAlert]);

      expect(text).not.toMatch(/[^\P{Cc}\r\n]|\u202e/u);
    },
  );

  it.each(alertExporters.map(({ format }) => format))('%s can be empty', async (format) => {
    const text = await write(format, []);

    if (['json', 'asff', 'sarif'].includes(format)) expect(() => JSON.parse(text)).not.toThrow();
    if (format === 'table') expect(text).toBe('No alerts.\n');
  });
});

describe('table', () => {
  it.each([40, 70, 90, 120, 200])('stays within %i columns', async (width) => {
    const text = await write('table', [anAnalyzedAlert(), evilAlert], { ...context, width });

    for (const line of text.split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(40, width));
    }
  });

  it('says the severity in words, with and without color', async () => {
    const plain = await write('table');
    const colored = await write('table', undefined, { ...context, color: true });

    expect(plain).toContain('MEDIUM');
    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it.each([40, 80])(
    'keeps the ids that open other alerts of a story, at %i columns',
    async (width) => {
      const story = { id: 'story-1', alerts: ['first-id', 'second-id'], text: 'One act.' };
      const title = 'Keys, quotas or model access prepared in many regions within minutes';
      const alerts = ['first-id', 'second-id'].map((id) => anAnalyzedAlert({ id, title, story }));

      const text = await write('table', [...alerts, anAnalyzedAlert({ title })], {
        ...context,
        width,
      });

      expect(text).toContain('└─ MEDIUM   second-id');
    },
  );

  it('says at the end what to do next, where there is something to do it with', async () => {
    const onward = 'cairn alerts ID --data ./data shows one whole';

    expect(await write('table', undefined, { ...context, onward })).toContain(`\n${onward}\n`);
  });

  it('ends with totals', async () => {
    const text = await write('table', [anAnalyzedAlert(), anAnalyzedAlert({ severity: 'high' })]);

    expect(text).toContain('2 alerts: 1 high · 1 medium');
    expect(text).toContain('1 actor · 1 account');
  });
});

describe('jsonl', () => {
  it('writes an alert a line, as it is', async () => {
    const alerts = [anAnalyzedAlert(), anAnalyzedAlert({ id: 'alert-2' })];

    const lines = (await write('jsonl', alerts)).trimEnd().split('\n');

    expect(lines.map((line) => JSON.parse(line))).toEqual(alerts);
  });
});

describe('sarif', () => {
  it('refers from each result to its rule', async () => {
    const alerts = [anAnalyzedAlert(), anAnalyzedAlert({ id: 'alert-2' })];

    const { version, runs } = JSON.parse(await write('sarif', alerts));

    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules).toHaveLength(1);
    expect(runs[0].results[1]).toMatchObject({
      ruleId: '0b9f6d0e-6f0c-4b8e-9a55-6f2f1c7f0a11',
      ruleIndex: 0,
      level: 'warning',
      rank: 62,
      partialFingerprints: { 'cairnAlert/v1': 'alert-2' },
    });
    expect(runs[0].results[0].locations[0].logicalLocations[0].kind).toBe('resource');
  });

  // Section 3 of the specification: what is required, and which values there are.
  it.each([
    ['a usual alert', anAnalyzedAlert()],
    ['a hostile one', evilAlert],
    [
      'an empty one',
      anAnalyzedAlert(
        { title: '', account: '', region: '', resources: [], count: 0 },
        { summary: '' },
      ),
    ],
  ])('has what the schema of 2.1.0 requires, for %s', async (_, alert) => {
    const log = JSON.parse(await write('sarif', [alert]));

    expect(Object.keys(log).toSorted()).toEqual(['$schema', 'runs', 'version']);
    const [run] = log.runs;
    expect(['utf16CodeUnits', 'unicodeCodePoints']).toContain(run.columnKind);
    expect(run.tool.driver.name).toMatch(/\S/);
    for (const rule of run.tool.driver.rules) {
      expect(rule.id).toMatch(/\S/);
      expect(rule.shortDescription.text).not.toBe('');
      expect(['none', 'note', 'warning', 'error']).toContain(rule.defaultConfiguration.level);
      expect(new Set(rule.properties.tags).size).toBe(rule.properties.tags.length);
    }
    for (const result of run.results) {
      expect(result.message.text).not.toBe('');
      expect(result.kind).toBe('fail');
      expect(['none', 'note', 'warning', 'error']).toContain(result.level);
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.rank).toBeGreaterThanOrEqual(0);
      expect(result.rank).toBeLessThanOrEqual(100);
      expect(Number.isInteger(result.occurrenceCount) && result.occurrenceCount >= 1).toBe(true);
      expect(Object.values(result.partialFingerprints).every((of) => typeof of === 'string')).toBe(
        true,
      );
      for (const { logicalLocations } of result.locations)
        for (const location of logicalLocations)
          expect(Object.values(location).every((of) => typeof of === 'string')).toBe(true);
    }
  });

  it('leaves no link or placeholder in a message', async () => {
    const { runs } = JSON.parse(
      await write('sarif', [anAnalyzedAlert({}, { summary: '[a](b) {0}' })]),
    );

    expect(runs[0].results[0].message.text).toBe('\\[a\\](b) {{0}}');
  });
});

describe('markdown', () => {
  it('is a report with risk, chain and commands', async () => {
    const text = await write('markdown');

    expect(text).toContain('## MEDIUM: Something happened');
    expect(text).toContain('| action | +30 | The call reads who has access |');
    expect(text).toContain("    aws iam get-user --user-name 'alice'");
    expect(text).toContain('**1 alert** (1 medium)');
  });
});

describe('a story', () => {
  const story = { id: 's', alerts: ['alert-1', 'alert-2'], text: '' };
  const told = [
    anAnalyzedAlert({ story }),
    anAnalyzedAlert(
      { id: 'alert-2', severity: 'critical', title: 'The worse thing', story },
      { summary: 'Worse.' },
    ),
  ];

  it.each(['table', 'markdown'])('is told once in a %s, by its worst alert', async (format) => {
    const text = await write(format, told);

    expect(text.split('Worse.')).toHaveLength(2);
    expect(text).not.toContain('alice listed all users');
    expect(text.indexOf('Something happened')).toBeGreaterThan(text.indexOf('The worse thing'));
    expect(text.split('Ask alice')).toHaveLength(format === 'table' ? 1 : 2);
  });
});

describe('a step of a runbook', () => {
  it('is not repeated without its command in markdown', async () => {
    const story = { id: 's', alerts: ['alert-1', 'alert-2'], text: '' };
    const step = { phase: 'contain', step: 'Take the key away' } as const;
    const text = await write('markdown', [
      anAnalyzedAlert({ story }, { runbook: [step] }),
      anAnalyzedAlert({ id: 'alert-2', story }, { runbook: [{ ...step, command: 'aws iam x' }] }),
    ]);

    expect(text.split('Take the key away')).toHaveLength(2);
    expect(text).toContain('aws iam x');
  });
});

describe('csv', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '\uFF1D1', '"=1'])(
    'lets no cell begin as a formula does: %j',
    async (title) => {
      const [, line = ''] = (await write('csv', [anAnalyzedAlert({ title })])).split('\r\n');

      expect(line).not.toMatch(/(^|,)"?\s*[=+@\uFF1D-]/u);
    },
  );

  it('has a header and a line an alert', async () => {
    const lines = (await write('csv')).trimEnd().split('\r\n');

    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^id,severity,riskScore/);
    expect(lines[1]).toMatch(/^alert-1,medium,62,high,/);
  });
});

describe('the page of one alert', () => {
  it('tells risk, chain and runbook in sections', () => {
    const page = alertPage(anAnalyzedAlert(), context);

    expect(page).toContain('WHY THIS RISK');
    expect(page).toContain("$ aws iam get-user --user-name 'alice'");
    expect(page).toContain('62 of 100');
  });

  it('shows hostile text as text', () => {
    expect(alertPage(evilAlert, context)).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
