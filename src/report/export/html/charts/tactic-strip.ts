import { usualOrder } from '#src/analyze/case/following.ts';
import { momentsOf } from '#src/analyze/case/story.ts';
import type { Case } from '#src/model/case.ts';
import { minuteOf } from '../../words.ts';
import { type Html, html } from '../markup.ts';

const boxWidth = 72;
const gap = 3;
const boxHeight = 40;
const height = boxHeight + 16;

/** How far an attack went: the tactics in their usual order, those that were reached with number and time. */
export function tacticStrip(story: Case['story']): Html {
  const width = usualOrder.length * (boxWidth + gap);
  const reached = story.map(({ tactic }) => tactic);
  const told = reached.length === 0 ? 'no tactic' : reached.join(', then ');
  return html`<svg class="tactics" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="tactics reached: ${told}">${usualOrder.map((tactic, index) => box(tactic, index, story))}</svg>`;
}

function box(tactic: string, index: number, story: Case['story']): Html {
  const x = index * (boxWidth + gap);
  const step = story.find((each) => each.tactic === tactic);
  // What began together has one number: nothing says which was first.
  const order = momentsOf(story).findIndex((chapters) => chapters.some((each) => each === step));
  const lines = tactic.split('-');
  const [first = '', second = ''] = [lines[0], lines.slice(1).join(' ')];
  const state = step === undefined ? 'tactic' : 'tactic reached';
  const middle = x + boxWidth / 2;
  const time =
    step === undefined
      ? ''
      : html`<text class="when" x="${timeX(x, index)}" y="${height - 3}">${order + 1} · ${minuteOf(step.time).slice(5)}</text><title>${step.what}</title>`;
  return html`<g class="${state}"><rect x="${x}" y="0" width="${boxWidth}" height="${boxHeight}" rx="4"/><text x="${middle}" y="${second === '' ? 24 : 18}">${first}</text><text x="${middle}" y="31">${second}</text>${time}</g>`;
}

/** The time is wider than its box; at the ends of the strip it stays inside. */
function timeX(x: number, index: number): number {
  const wanted = x + boxWidth / 2;
  if (index === 0) return wanted + 8;
  return index === usualOrder.length - 1 ? wanted - 8 : wanted;
}
