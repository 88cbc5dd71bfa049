import { isoTime } from '#src/model/time.ts';
import type { Moment } from '../../../told/timeline.ts';
import { secondOf } from '../../words.ts';
import { type Html, html, nothing } from '../markup.ts';
import { px } from './scale.ts';

const width = 960;
const left = 76;
const right = 16;
const laneHeight = 26;
const lanes = ['reads', 'changes', 'failed'] as const;
/** Milliseconds between ticks: the first that gives no more than eight of them. */
const steps = [1, 5, 15, 60, 300, 900, 3600, 10_800, 43_200, 86_400].map((s) => s * 1000);
const mostTicks = 8;

/** When the calls of the session were made: the alert's own are filled, and more calls make a larger dot. */
export function timelineChart(moments: readonly Moment[]): Html {
  const times = moments.map(({ time }) => Date.parse(time)).filter(Number.isFinite);
  if (times.length < 2) return nothing;
  const ends = moments.map(({ until }) => Date.parse(until)).filter(Number.isFinite);
  const from = Math.min(...times);
  const to = Math.max(from + 1000, ...ends);
  const xOf = (time: number) => px(left + ((width - left - right) * (time - from)) / (to - from));
  const used = lanes.filter((lane) => moments.some((moment) => laneOf(moment) === lane));
  const height = used.length * laneHeight + 24;
  const bottom = height - 18;
  return html`<svg class="timeline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="calls over time">${ticksOf(from, to).map((time) => html`<line class="grid" x1="${xOf(time)}" y1="0" x2="${xOf(time)}" y2="${bottom}"/><text class="tick" x="${xOf(time)}" y="${height - 4}">${clock(time, to - from)}</text>`)}${used.map((lane, index) => html`<text class="lane" x="0" y="${index * laneHeight + 17}">${lane}</text><line class="grid" x1="${left}" y1="${index * laneHeight + 13}" x2="${width - right}" y2="${index * laneHeight + 13}"/>`)}${moments.map((moment) => dot(moment, xOf, used.indexOf(laneOf(moment)) * laneHeight + 13))}</svg>`;
}

function laneOf({ isFailed, isRead }: Moment): (typeof lanes)[number] {
  if (isFailed) return 'failed';
  return isRead ? 'reads' : 'changes';
}

function dot(moment: Moment, xOf: (time: number) => number, y: number): Html {
  const { time, until, text, count, isOwn, isFailed } = moment;
  if (!Number.isFinite(Date.parse(time))) return nothing;
  const x = xOf(Date.parse(time));
  const end = Number.isFinite(Date.parse(until)) ? xOf(Date.parse(until)) : x;
  const radius = px(Math.min(9, 4 + Math.log2(count)));
  const kind = `${isOwn ? 'own' : 'other'}${isFailed ? ' failed' : ''}`;
  const told = `${secondOf(time)} ${text}`;
  if (end - x > radius * 2)
    return html`<rect class="dot ${kind}" x="${px(x - 4)}" y="${y - 4}" width="${px(end - x + 8)}" height="8" rx="4"><title>${told}</title></rect>`;
  return html`<circle class="dot ${kind}" cx="${x}" cy="${y}" r="${radius}"><title>${told}</title></circle>`;
}

function ticksOf(from: number, to: number): readonly number[] {
  const step = steps.find((each) => (to - from) / each <= mostTicks) ?? (to - from) / mostTicks;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: Math.min(count, mostTicks + 1) }, (_, index) => first + index * step);
}

function clock(time: number, span: number): string {
  const text = isoTime(time);
  if (span > 2 * 86_400_000) return text.slice(5, 10);
  return span < 20 * 60_000 ? text.slice(11, 19) : text.slice(11, 16);
}
