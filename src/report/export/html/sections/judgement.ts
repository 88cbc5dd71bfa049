import { pointsOf } from '#src/analyze/risk/points.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { coverageText } from '../../../told/coverage-lines.ts';
import {
  floorText,
  type RiskRow,
  riskRows,
  scoreText,
  signed,
  sumText,
} from '../../../told/risk-rows.ts';
import { spanOf } from '../../words.ts';
import { riskBar } from '../charts/risk-bar.ts';
import { type Html, html } from '../markup.ts';
import { section } from './parts.ts';

/** The sentence, and what a reader wants to know about it at once. */
export function lead(alert: Alert): Html {
  const { summary, risk, suggestedVerdict } = alert.analysis;
  const score = scoreText(risk.score, pointsOf(risk));
  const account = [alert.accountName ?? '', alert.account, ...alert.regions];
  const rows: readonly (readonly [name: string, value: string, tone: string])[] = [
    ['Risk', `${score}, ${risk.level}; confidence ${risk.confidence}`, ''],
    ['Floor', floorText(alert.analysis), 'risky'],
    ['Verdict', `${suggestedVerdict.verdict} (suggested). ${suggestedVerdict.why}`, ''],
    ['Coverage', coverageText(alert), alert.coverage.failed.length > 0 ? 'unknown' : ''],
    ['When', `${spanOf(alert)}, ${counted(alert.count, 'event')}`, ''],
    ['Where', account.filter((part) => part !== '').join(' · '), ''],
    ['From', [...alert.sourceIps.slice(0, 6), ...alert.userAgents.slice(0, 2)].join(' · '), ''],
    ['Alert', `${alert.id} · rule ${alert.rule.name}`, 'soft'],
  ];
  const facts = rows
    .filter(([, value]) => value !== '')
    .map(([name, value, tone]) => html`<dt>${name}</dt><dd class="${tone}">${value}</dd>`);
  return html`<p class="lead">${summary}</p><dl class="facts">${facts}</dl>`;
}

const fullPoints = 40;

export function riskSection({ analysis }: Alert): Html {
  const rows = riskRows(analysis);
  const most = Math.max(fullPoints, ...rows.map(({ points }) => Math.abs(points)));
  const sum = sumText(analysis);
  return section(
    'Why this risk',
    html`<table>${rows.map((row) => riskRow(row, most))}</table>${sum !== '' && html`<p>${sum}.</p>`}`,
  );
}

function riskRow({ name, points, reasons }: RiskRow, most: number): Html {
  const why = reasons.map(({ points: own, why: text }) =>
    own === undefined ? html`<div>${text}</div>` : html`<div>${signed(own)} ${text}</div>`,
  );
  const tone = points === 0 ? 'soft' : '';
  return html`<tr><td class="k">${name}</td><td class="b">${riskBar(points, most)}</td><td class="n">${signed(points)}</td><td class="${tone}">${why}</td></tr>`;
}
