import type { Alert, RunbookStep } from '#src/model/alert.ts';
import { opinionOf } from '../../../told/opinion.ts';
import { huntsOf, outlookOf } from '../../../told/outlook.ts';
import { relationsOf } from '../../../told/relations.ts';
import { shellLines } from '../../../told/shell.ts';
import { severityWord } from '../../severity-paint.ts';
import { minuteOf } from '../../words.ts';
import { type Html, html, nothing } from '../markup.ts';
import { linkTo, saidTable, section } from './parts.ts';

/** `isAlone`: the other alerts are not in the same file, so that nothing leads to them. */
export function relationsSection(alert: Alert, isAlone: boolean): Html {
  const { caseText, alerts, hidden, actorText, gap } = relationsOf(alert);
  const rows = alerts.map(
    ({ id, severity, title, time, why, sameCase }) =>
      html`<tr><td><span class="pill ${severity}">${severityWord(severity)}</span></td><td class="k"><time>${minuteOf(time)}</time></td><td>${isAlone ? title : linkTo(id, title)}<div class="minor">${why}${sameCase ? '' : '; not in the case'}</div></td></tr>`,
  );
  return section(
    'Belongs together',
    gap === undefined ? nothing : saidTable([gap]),
    caseText === '' ? nothing : html`<p>${caseText}</p>`,
    rows.length === 0 ? nothing : html`<table>${rows}</table>`,
    hidden > 0 ? html`<p class="soft">… and ${hidden} more</p>` : nothing,
    actorText === '' ? nothing : html`<p>${actorText}</p>`,
  );
}

export function runbookSection({ analysis }: Alert): Html {
  const steps = analysis.runbook.map((step, index) => ({ step, number: index + 1 }));
  const phases = [...Map.groupBy(steps, ({ step }) => step.phase)].map(
    ([phase, own]) =>
      html`<h4>${phase}</h4><ol class="steps">${own.map(({ step, number }) => stepOf(step, number))}</ol>`,
  );
  return section('What to do', phases);
}

/** Columns of a command before it goes on in another line. */
const commandWidth = 100;

function stepOf({ step, command, breaks, rollback, owner }: RunbookStep, number: number): Html {
  return html`<li><span class="soft">${number}</span><div>${step}${owner === undefined ? '' : html`<span class="owner">${owner}</span>`}${command === undefined ? '' : html`<pre>${shell(command)}</pre>`}${remark('Breaks', breaks)}${remark('Undo', rollback)}</div></li>`;
}

function remark(name: string, text: string | undefined): Html {
  if (text === undefined || text === '') return nothing;
  const said = text.startsWith('aws ') ? html`<code>${text}</code>` : html`${text}`;
  return html`<div class="minor">${name}: ${said}</div>`;
}

/** Each line is escaped by itself, for a new line within a text is shown as what it is. */
function shell(command: string): readonly Html[] {
  return shellLines(command, commandWidth).map((line) => html`${line}\n`);
}

function nextOf(alert: Alert, dataFolder: string | undefined): Html {
  const told = outlookOf(alert).map((sentence) => html`<li>${sentence}</li>`);
  const asked = huntsOf(alert, dataFolder).map(
    ({ question, command }) => html`<li>${question}<pre>${command}</pre></li>`,
  );
  return told.length + asked.length === 0 ? nothing : html`<ul>${told}${asked}</ul>`;
}

export function outlookSection(alert: Alert, dataFolder: string | undefined): Html {
  const { analysis, techniques } = alert;
  const rows = techniques.map(
    ({ id, name, tactic, why }) =>
      html`<tr><td class="k">${id}</td><td>${name}<div class="minor">${tactic}${why === undefined ? '' : `; ${why}`}</div></td></tr>`,
  );
  return html`${section('What may come next', nextOf(alert, dataFolder))}${section('What a model adds', saidTable(opinionOf(analysis)))}${section('ATT&CK', rows.length === 0 ? nothing : html`<table>${rows}</table>`)}`;
}
