import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import type { Exporter } from '../exporter.ts';
import { count, noTotals, severityCounts, type Totals } from '../totals.ts';
import { minuteOf } from '../words.ts';
import { alertEntry } from './alert-entry.ts';
import { documentEnd, documentStart } from './document.ts';
import { type Html, html, markupOf } from './markup.ts';
import { casesSection } from './sections/case.ts';

/**
 * One file to send, read and print: the alerts by risk, each opening into its page with charts. Alerts are written as they
 * come; totals and cases come last and are put first by the style sheet, so that nothing has to be held back. Alerts of a
 * case are listed in it, and shown below when they are asked for.
 */
export const htmlReport: Exporter<Alert> = {
  format: 'html',
  async *write(alerts, { version, cases, dataFolder }) {
    const totals = noTotals();
    let members = 0;
    const entry = (alert: Alert, isAlone: boolean): string => {
      const isMember = !isAlone && cases !== undefined && alert.caseId !== undefined;
      if (isMember) members += 1;
      return markupOf(alertEntry(alert, { isAlone, isMember, dataFolder }));
    };
    yield await documentStart('CloudTrail alerts');
    let held: Alert | undefined;
    for await (const alert of alerts) {
      count(totals, alert);
      if (held !== undefined) yield entry(held, false);
      held = alert;
    }
    if (held !== undefined) yield entry(held, totals.alerts === 1);
    yield documentEnd(
      html`${totalsOf(totals)}${casesSection(cases?.() ?? [], totals.alerts === 1)}${totals.alerts > 1 && headingOf(totals.alerts, members)}<footer>Written by Cairn ${version}. All times are UTC. Marks: <b class="risky">!</b> speaks for harm, <b class="benign">✓</b> for ordinary work, <b class="unknown">?</b> is not known.</footer>`,
    );
  },
};

/** Alerts of cases are folded away here: each opens from its case, or all of them at once. */
function headingOf(alerts: number, members: number): Html {
  if (members === 0) return html`<h2 class="heading">Alerts by risk</h2>`;
  const others = alerts - members;
  const title =
    others === 0
      ? 'Every alert belongs to a case'
      : `${counted(others, 'alert')} of no case, by risk`;
  return html`<div class="heading"><h2>${title}</h2><details class="unfold"><summary>List the ${counted(members, 'alert')} of cases here too</summary></details></div>`;
}

function totalsOf(totals: Totals): Html {
  if (totals.alerts === 0) return html`<div class="totals"><h1>No alerts</h1></div>`;
  const scope = [
    counted(totals.actors.size, 'actor'),
    counted(totals.accounts.size, 'account'),
    `${minuteOf(totals.from)} to ${minuteOf(totals.to)} UTC`,
  ];
  const counts = severityCounts(totals).map(
    ({ severity, text }) => html`<span class="pill wide ${severity}">${text}</span>`,
  );
  return html`<div class="totals"><h1>${counted(totals.alerts, 'CloudTrail alert')}</h1><p class="soft">${scope.join(' · ')}</p><div class="counts">${counts}</div></div>`;
}
