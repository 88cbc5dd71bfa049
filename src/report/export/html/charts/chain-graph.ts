import type { Hop } from '../../../told/hops.ts';
import { type Html, html } from '../markup.ts';
import { label } from './scale.ts';

const boxWidth = 210;
const boxHeight = 58;
const gapX = 44;
const gapY = 34;
const perRow = 4;
const letters = 22;

/** The way from the first identity to the one that acted, in rows of four; a dashed arrow leads into another account. */
export function chainGraph(hops: readonly Hop[]): Html {
  const columns = Math.min(perRow, Math.max(1, hops.length));
  const rows = Math.max(1, Math.ceil(hops.length / perRow));
  const width = columns * boxWidth + (columns - 1) * gapX + 2;
  const height = rows * boxHeight + (rows - 1) * gapY + 2;
  const names = hops.map(({ name }) => name).join(', then ');
  return html`<svg class="chain" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${names}">${hops.map((hop, index) => [index === 0 ? '' : arrow(index, hop.crosses), box(hop, index, index === hops.length - 1)])}</svg>`;
}

function place(index: number): { x: number; y: number } {
  const row = Math.floor(index / perRow);
  return { x: 1 + (index % perRow) * (boxWidth + gapX), y: 1 + row * (boxHeight + gapY) };
}

function box({ name, account, how }: Hop, index: number, isLast: boolean): Html {
  const { x, y } = place(index);
  const textX = x + 12;
  return html`<g><title>${name}</title><rect class="${isLast ? 'hop acting' : 'hop'}" x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" rx="6"/><text class="how" x="${textX}" y="${y + 16}">${label(how, letters + 4)}</text><text class="name" x="${textX}" y="${y + 33}">${label(name, letters)}</text><text class="how" x="${textX}" y="${y + 49}">${account === '' ? 'account not in the records' : label(account, letters)}</text></g>`;
}

function arrow(index: number, crosses: boolean): Html {
  const from = place(index - 1);
  const to = place(index);
  const kind = crosses ? 'way crossing' : 'way';
  const startX = from.x + boxWidth;
  const middle = to.y + boxHeight / 2;
  if (index % perRow !== 0) {
    const tip = to.x - 2;
    return html`<path class="${kind}" d="M${startX} ${middle}H${tip - 5}"/><path class="tip" d="M${tip} ${middle}l-8 -4v8z"/>`;
  }
  const [downX, upX] = [from.x + boxWidth / 2, to.x + boxWidth / 2];
  const [bottom, tip] = [from.y + boxHeight, to.y - 2];
  return html`<path class="${kind}" d="M${downX} ${bottom}V${bottom + gapY / 2}H${upX}V${tip - 5}"/><path class="tip" d="M${upX} ${tip}l-4 -8h8z"/>`;
}
