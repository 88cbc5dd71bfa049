import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Alert } from '#src/model/alert.ts';
import { Case } from '#src/model/case.ts';
import { aValueOf } from '../../../../test/a-value-of.ts';
import { anAlertOf } from '../../../../test/an-alert-with-facts.ts';
import { anAnalyzedAlert, textOf } from '../../../../test/an-analyzed-alert.ts';
import { htmlReport } from './exporter.ts';

const evil =
  '\u001b]0;x\u0007\u202e</style></script><img src=https://example.com/x onerror=alert(1)>"\'&\n{{x}}';
const cases = () => [Case.parse(aValueOf(Case, evil))];
const context = { width: 120, color: false, version: '0.0.0', cases };

const report = (...alerts: readonly Alert[]) => textOf(htmlReport.write(alerts, context));

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const tag = /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>([^<]*)$/;

/** Reads a document as strictly as XML is read, and gives its elements; throws where it is not well formed. */
function elementsOf(text: string): readonly Element[] {
  const open: string[] = [];
  const found = text
    .slice(text.indexOf('<html'))
    .split(/(?=<)/)
    .flatMap((piece): Element[] => {
      const [, isEnd, name = '', attributes = '', isEmpty, after = ''] = tag.exec(piece) ?? [];
      if (name === '') throw new Error(`not a tag: ${piece.slice(0, 80)}`);
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(attributes + after)) throw new Error(piece);
      if (isEnd === '/') {
        if (open.pop() !== name) throw new Error(`</${name}> ends something else`);
        return [];
      }
      if (isEmpty !== '/') open.push(name);
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)];
      return [{ name, attributes: new Map(pairs.map(([, key = '', value = '']) => [key, value])) }];
    });
  expect(open).toEqual([]);
  return found;
}

describe('the HTML report', () => {
  it('is well formed and holds nothing but its own elements, whatever the texts are', async () => {
    const elements = elementsOf(await report(anAlertOf(evil), anAlertOf('plain')));

    const names = new Set(elements.map(({ name }) => name));
    for (const name of ['script', 'img', 'iframe', 'object', 'link', 'form', 'foreignObject'])
      expect(names).not.toContain(name);
    const attributes = new Set(elements.flatMap((element) => [...element.attributes.keys()]));
    expect([...attributes].filter((name) => /^(on.*|style|src|srcset)$/i.test(name))).toEqual([]);
  });

  it('shows every section of an alert about which all is known', async () => {
    const text = await report(anAlertOf('plain'));

    for (const title of [
      'Why this risk',
      'Who acted',
      'What happened',
      'What became possible',
      'New or known',
      'What else is known',
      'Habits',
      'Belongs together',
      'What to do',
      'What may come next',
      'Not looked at',
    ])
      expect(text).toContain(`<h3>${title}</h3>`);
  });

  it('allows one style sheet by its hash, and nothing else', async () => {
    const text = await report(anAnalyzedAlert());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');

    expect(policy).toContain('default-src &#39;none&#39;');
    expect(policy).toContain(`style-src &#39;sha256-${hash}&#39;`);
    expect(policy).not.toMatch(/unsafe|http|\*|script-src/);
    expect(style).not.toMatch(/url\(|@import|expression|https?:/);
  });

  it('leads nowhere but into itself', async () => {
    const text = await report(anAlertOf(evil), anAlertOf('plain'));

    const targets = elementsOf(text).flatMap(({ attributes }) =>
      ['href', 'action', 'data', 'xlink:href'].flatMap((name) => attributes.get(name) ?? []),
    );
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
  });

  it('is the same file for the same alerts', async () => {
    const alerts = [anAlertOf('one'), anAnalyzedAlert()];

    expect(await report(...alerts)).toBe(await report(...alerts));
  });

  it('writes an alert before it has asked for the one after the next', async () => {
    let asked = 0;
    async function* alerts() {
      for (; asked < 3; asked += 1) yield anAnalyzedAlert({ id: `alert-${asked}` });
    }
    const chunks = htmlReport.write(alerts(), context);

    await chunks.next();
    const { value } = await chunks.next();

    expect(value).toContain('id="a-alert-0"');
    expect(asked).toBe(1);
  });

  it('opens an alert that is alone, and leaves a list closed', async () => {
    expect(await report(anAnalyzedAlert())).toContain(
      '<details class="alert o62 s-medium" open="">',
    );
    expect(await report(anAnalyzedAlert(), anAnalyzedAlert())).not.toContain('s-medium" open');
  });

  it('folds alerts that belong to a case, and says how to list them', async () => {
    const member = { ...anAnalyzedAlert({ id: 'member' }), caseId: 'case-1' };

    const text = await report(member, anAnalyzedAlert({ id: 'other' }));

    expect(text.match(/<details class="alert [^"]*member/g)).toHaveLength(1);
    expect(text).toContain('1 alert of no case, by risk');
    expect(text).toContain('List the 1 alert of cases here too');
    expect(await report(member)).not.toMatch(/<details class="alert [^"]*member/);
  });

  it('sets alerts of the highest risk apart by what lies behind it', async () => {
    const { risk } = anAnalyzedAlert().analysis;
    const factors = [
      { name: 'action' as const, points: 141, why: 'Everything is open', evidence: [] },
    ];

    const text = await report(anAnalyzedAlert({}, { risk: { ...risk, score: 100, factors } }));

    expect(text).toContain('<details class="alert o100 m41 s-medium"');
    expect(text).toContain('.m41{--more:41}');
  });

  it('says that an enrichment could not look, and never that all is well', async () => {
    const failed = {
      evidence: [],
      coverage: 'failed' as const,
      why: 'the disk is gone',
      tookMs: 1,
    };
    const text = await report(
      anAnalyzedAlert({
        facts: { network: failed, 'role-chain': failed, 'first-seen': failed, related: failed },
        coverage: { ran: [], skipped: [], failed: ['network'], note: 'Could not look at network.' },
      }),
    );

    expect(text.split('could not look: the disk is gone').length).toBeGreaterThan(4);
    expect(text).toContain('nobody looked');
  });

  it('may be empty', async () => {
    expect(await report()).toContain('No alerts');
  });
});
