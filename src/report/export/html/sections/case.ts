import { compareCases } from '#src/analyze/case/order.ts';
import { spoken } from '#src/analyze/case/story.ts';
import type { Case } from '#src/model/case.ts';
import { counted } from '#src/model/plural.ts';
import { severityWord } from '../../severity-paint.ts';
import { minuteOf } from '../../words.ts';
import { scoreBar } from '../charts/risk-bar.ts';
import { tacticStrip } from '../charts/tactic-strip.ts';
import { type Html, html, nothing } from '../markup.ts';
import { linkTo } from './parts.ts';

const mostCases = 50;
const mostAlerts = 30;
const mostThrough = 6;

/** Alerts that tell one incident, how far it went, and what to ask next. */
export function casesSection(cases: readonly Case[], isAlone: boolean): Html {
  if (cases.length === 0) return nothing;
  const worstFirst = cases.toSorted(compareCases);
  const hidden = cases.length - mostCases;
  const more =
    hidden > 0 ? html`<p class="soft">… and ${counted(hidden, 'more case')}</p>` : nothing;
  return html`<div class="cases"><h2>${counted(cases.length, 'case')}</h2>${worstFirst.slice(0, mostCases).map((each) => caseOf(each, isAlone))}${more}</div>`;
}

function caseOf(told: Case, isAlone: boolean): Html {
  const { id, severity, title, risk, narrative, story, firstSeen, lastSeen, accounts } = told;
  const [from, to] = [minuteOf(firstSeen), minuteOf(lastSeen)];
  const span = from === to ? `${from} UTC` : `${from} to ${to} UTC`;
  const scope = [
    counted(told.count, 'alert'),
    counted(told.actors.length, 'actor'),
    accounts.join(', '),
    span,
  ];
  const score = Math.round(risk.score);
  return html`<div class="case"><div class="line"><span class="pill ${severity}">${severityWord(severity)}</span><span class="score">${score}${scoreBar(score, risk.level)}</span><span class="what"><b>${title}</b><small>${scope.join(' · ')}</small></span><time>${id.slice(0, 12)}</time></div><div class="scroll">${tacticStrip(story)}</div><p class="story">${narrative}</p>${throughOf(told)}<div class="more">${membersOf(told, isAlone)}${huntsOf(told)}</div></div>`;
}

function throughOf({ through = [] }: Case): Html {
  if (through.length === 0) return nothing;
  return html`<p class="soft">passed through ${through.slice(0, mostThrough).join(' · ')}</p>`;
}

function membersOf({ alerts, count }: Case, isAlone: boolean): Html {
  const rows = alerts
    .slice(0, mostAlerts)
    .map(({ id, severity, time, title, actorName, suppressed }) => {
      const quiet =
        suppressed === undefined ? '' : html` <span class="soft">quieted by ${suppressed}</span>`;
      return html`<tr><td class="k ${severity}">${severityWord(severity)}</td><td class="k"><time>${minuteOf(time)}</time></td><td>${isAlone ? title : linkTo(id, title)}${quiet}</td><td class="soft">${actorName}</td></tr>`;
    });
  const hidden = count - rows.length;
  return html`<details><summary>${counted(count, 'alert')}</summary><table>${rows}</table>${hidden > 0 && html`<p class="soft">… and ${hidden} more</p>`}</details>`;
}

function huntsOf({ hunts, next }: Case): Html {
  if (hunts.length === 0 && next.length === 0) return nothing;
  const asked = hunts.map(
    ({ question, command }) => html`<li>${question}<pre>${command}</pre></li>`,
  );
  const follows = next.map(
    ({ tactic, what, question, command }) =>
      html`<li><b>${spoken(tactic)}</b>: ${what}${command !== undefined && html`<br/>${question ?? ''}<pre>${command}</pre>`}</li>`,
  );
  return html`${follows.length > 0 && html`<details><summary>What usually follows</summary><ul>${follows}</ul></details>`}${asked.length > 0 && html`<details><summary>${counted(asked.length, 'question')} to ask</summary><ul>${asked}</ul></details>`}`;
}
