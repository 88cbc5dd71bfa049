import { Services } from '#src/enrich/services/schema.ts';
import { WorkingHours } from '#src/enrich/working-hours/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { hourMs, weekdays } from '#src/model/time.ts';
import { gapsOf } from '../../../told/coverage-lines.ts';
import { knownOf } from '../../../told/known.ts';
import { noveltiesOf } from '../../../told/novelty.ts';
import { callName, factOf } from '../../../told/said.ts';
import { heatMap } from '../charts/heat-map.ts';
import { type Html, html, nothing } from '../markup.ts';
import { mark, saidTable, section } from './parts.ts';

export function noveltySection(alert: Alert): Html {
  const { rows, memory, gap } = noveltiesOf(alert);
  if (gap !== undefined) return section('New or known', saidTable([gap]));
  if (rows.length === 0) return nothing;
  const lines = rows.map(
    (row) =>
      html`<tr>${mark(row)}<td class="k">${row.what}</td><td class="v">${row.value}</td><td class="${row.tone}">${row.text}</td></tr>`,
  );
  return section('New or known', html`<table>${lines}</table><p class="minor">${memory}</p>`);
}

export function knownSection(alert: Alert): Html {
  const rows = knownOf(alert).flatMap(({ label, said }) =>
    said.map(
      (each, index) =>
        html`<tr>${mark(each)}<td class="k">${index === 0 ? label : ''}</td><td>${each.text}</td></tr>`,
    ),
  );
  return section('What else is known', rows.length === 0 ? nothing : html`<table>${rows}</table>`);
}

export function habitSection(alert: Alert): Html {
  const charts = [servicesChart(alert), hoursChart(alert)].filter((chart) => chart !== nothing);
  return section(
    'Habits',
    charts.length === 0 ? nothing : html`<div class="charts">${charts}</div>`,
  );
}

const mostServices = 10;

function servicesChart(alert: Alert): Html {
  const services = factOf(alert, 'services', Services);
  const used = services?.actor.services.filter(({ perHour }) => perHour !== undefined) ?? [];
  if (services === undefined || used.length === 0) return nothing;
  const from = Date.parse(services.from);
  const marked = Math.floor((Date.parse(alert.firstSeen) - from) / hourMs);
  const columns = Array.from({ length: used[0]?.perHour?.length ?? 0 }, (_, index) => {
    const hour = new Date(from + index * hourMs).getUTCHours();
    return hour % 6 === 0 ? String(hour).padStart(2, '0') : '';
  });
  const rows = used.slice(0, mostServices).map(({ service, events, isNew, perHour = [] }) => ({
    name: callName(service),
    note: `${events}${isNew && services.enoughHistory ? ' · new' : ''}`,
    isNew: isNew && services.enoughHistory,
    counts: perHour,
    ...(marked >= 0 && marked < columns.length && { marked }),
  }));
  const title = 'Calls of the actor by service and hour (UTC), in the day around';
  return html`<figure><figcaption>${title}</figcaption>${heatMap({ title, columns, rows })}</figure>`;
}

function hoursChart(alert: Alert): Html {
  const hours = factOf(alert, 'working-hours', WorkingHours);
  if (hours === undefined || hours.histogram.every((count) => count === 0)) return nothing;
  const [day = '', clock = ''] = hours.localTime.split(' ');
  const columns = Array.from({ length: 24 }, (_, hour) =>
    hour % 6 === 0 ? String(hour).padStart(2, '0') : '',
  );
  const rows = weekdays.map((name, index) => {
    const counts = hours.histogram.slice(index * 24, index * 24 + 24);
    const sum = counts.reduce((a, b) => a + b, 0);
    const marked = Number(clock.slice(0, 2));
    return { name, note: String(sum), isNew: false, counts, ...(name === day && { marked }) };
  });
  const title = `When the actor is usually active (30 days before, ${hours.timeZone}); the ring is the alert`;
  return html`<figure><figcaption>${title}</figcaption>${heatMap({ title, columns, rows })}</figure>`;
}

export function gapsSection(alert: Alert): Html {
  const rows = gapsOf(alert).map(
    ({ id, said }) => html`<tr>${mark(said)}<td class="k">${id}</td><td>${said.text}</td></tr>`,
  );
  return section('Not looked at', rows.length === 0 ? nothing : html`<table>${rows}</table>`);
}
