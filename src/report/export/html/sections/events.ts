import type { Alert } from '#src/model/alert.ts';
import { effectsOf } from '../../../told/effects.ts';
import { chainRemarks, hopsOf } from '../../../told/hops.ts';
import {
  momentsOf,
  type Phase,
  phasesOf,
  timelineGap,
  timelineRemark,
  untoldChanges,
} from '../../../told/timeline.ts';
import { secondOf } from '../../words.ts';
import { chainGraph } from '../charts/chain-graph.ts';
import { timelineChart } from '../charts/timeline-chart.ts';
import { type Html, html, nothing } from '../markup.ts';
import { saidTable, section } from './parts.ts';

export function chainSection(alert: Alert): Html {
  const { actor } = alert;
  const hops = hopsOf(alert);
  const rows = hops.map(
    ({ how, name, details }) =>
      html`<tr><td class="k">${how}</td><td>${name}<div class="minor">${details.join(' · ')}</div></td></tr>`,
  );
  const identity = `${actor.name}: ${actor.kind}, ${actor.class}${actor.crossAccount ? ', from another account' : ''}`;
  return section(
    'Who acted',
    html`<p>${identity}</p>`,
    hops.length === 0
      ? nothing
      : html`<div class="scroll">${chainGraph(hops)}</div><table>${rows}</table>`,
    saidTable(chainRemarks(alert)),
  );
}

export function timelineSection(alert: Alert): Html {
  const phases = phasesOf(alert);
  const gap = timelineGap(alert);
  const date = phases[0]?.moments[0]?.time.slice(0, 10) ?? '';
  const remark = timelineRemark(alert);
  if (phases.length === 0)
    return section('What happened', saidTable(gap === undefined ? [] : [gap]));
  return section(
    'What happened',
    saidTable(gap === undefined ? [] : [gap]),
    html`<figure><figcaption>${date} UTC${remark === '' ? '' : `; the session: ${remark}`}; the alert’s own calls are filled</figcaption><div class="scroll">${timelineChart(momentsOf(alert))}</div></figure>`,
    phases.map((phase) => phaseOf(phase, date)),
  );
}

function phaseOf({ title, moments, hidden }: Phase, date: string): Html {
  const rows = moments.map(({ time, until, text, isOwn, isFailed }) => {
    const day = time.slice(0, 10) === date ? '' : `${time.slice(0, 10)} `;
    const end = until === time ? '' : ` until ${secondOf(until).slice(11)}`;
    const refused = isFailed ? ' [refused]' : '';
    return html`<tr><td class="k">${day}${secondOf(time).slice(11)}</td><td class="${isOwn ? 'own' : ''}">${text}${refused}${end}</td></tr>`;
  });
  const more = hidden > 0 ? html`<p class="soft">… and ${hidden} more</p>` : nothing;
  return html`<div class="phase"><h4>${title}</h4><table>${rows}</table>${more}</div>`;
}

export function changesSection(alert: Alert): Html {
  const changes = untoldChanges(alert).map((change) => html`<li>${change}</li>`);
  return section('What changed', changes.length === 0 ? nothing : html`<ul>${changes}</ul>`);
}

export function effectsSection(alert: Alert): Html {
  return section('What became possible', saidTable(effectsOf(alert)));
}
