import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Fact } from '#src/model/alert.ts';
import { anAlertOf } from '../../../test/an-alert-with-facts.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { alertPage } from './page.ts';

const context = { width: 100, color: false, version: '0.0.0' };
const evil =
  '\u001b]0;owned\u0007\u202e$(reboot)\n\u0000 and many words more so that lines are long';

describe('the page of an alert', () => {
  it.each([80, 100, 120, 160])('stays within %i columns, whatever the texts are', (width) => {
    for (const text of [evil, 'plain words of an ordinary length', '北京'.repeat(60)]) {
      const page = alertPage(anAlertOf(text), { ...context, width });

      expect(page).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
      for (const line of page.split('\n').filter((each) => !/^\s*(\$|undo:)/.test(each)))
        expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('says the same without colors', () => {
    const alert = anAlertOf('plain');

    const colored = alertPage(alert, { ...context, color: true });

    expect(colored).toContain('\u001b[');
    expect(stripVTControlCharacters(colored)).toBe(alertPage(alert, context));
  });

  it('draws what raises the risk to the right of the line, and what speaks for ordinary work to the left', () => {
    const page = alertPage(anAnalyzedAlert(), context);

    expect(page).toMatch(/action {12}│█+ +\+30/);
    expect(page).toMatch(/history {2,9}█+│ +−8/);
  });

  it('says from how many points a grave score is made', () => {
    const { risk } = anAnalyzedAlert().analysis;

    const page = alertPage(
      anAnalyzedAlert({}, { risk: { ...risk, score: 94.28, points: 130 } }),
      context,
    );

    expect(page).toContain('130 points → 94 of 100');
    expect(page).toContain(
      '130 points together; those above 80 count less and less, so the risk is 94',
    );
  });

  it('names the hard rule that holds the alert', () => {
    const { risk } = anAnalyzedAlert().analysis;
    const hardRule = { rule: 'root-key', level: 'high', why: 'root has a key' } as const;

    const page = alertPage(anAnalyzedAlert({}, { risk: { ...risk, hardRule } }), context);

    expect(page).toContain(
      'never below high, whoever judges it: root has a key (hard rule root-key)',
    );
  });

  it('says for each step what it breaks, how it is taken back and who takes it', () => {
    const step = {
      phase: 'contain',
      step: 'Switch the key off.',
      command: "aws iam update-access-key --user-name 'ann' --status Inactive",
      breaks: 'Programs that use it.',
      rollback: 'Switch it on.',
      owner: 'identity team',
    };

    const page = alertPage(anAnalyzedAlert({}, { runbook: [step] }), context);

    expect(page).toContain('    1. Switch the key off. [identity team]');
    expect(page).toContain("$ aws iam update-access-key --user-name 'ann' --status Inactive");
    expect(page).toContain('breaks: Programs that use it.');
    expect(page).toContain('undo:   Switch it on.');
  });

  it('says what could not be looked at instead of leaving it out', () => {
    const failed: Fact = { evidence: [], coverage: 'failed', why: 'the disk is gone', tookMs: 1 };
    const facts = { network: failed, session: failed, 'first-seen': failed, change: failed };
    const coverage = { ran: [], skipped: [], failed: ['network'], note: 'Confidence is low.' };

    const page = alertPage(anAnalyzedAlert({ facts, coverage }), context);

    expect(page).toContain('1 FAILED. Confidence is low.');
    expect(page).toMatch(/\? network +could not look: the disk is gone/);
    for (const title of ['WHAT HAPPENED', 'WHAT BECAME POSSIBLE', 'NEW OR KNOWN'])
      expect(page).toContain(`${title}\n  ? could not look: the disk is gone`);
    expect(page).toMatch(/\? not asked +nobody looked at travel, intelligence, /);
  });
});
