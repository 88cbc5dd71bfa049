import { type Html, html } from '../markup.ts';
import { px } from './scale.ts';

const width = 180;
const height = 14;
/** Where ordinary ends and risk begins. */
const middle = 60;

/** One factor: to the right of the line it raises the risk, to the left it speaks for ordinary work. */
export function riskBar(points: number, most: number): Html {
  const unit = (width - middle) / Math.max(1, most);
  const length = points === 0 ? 0 : Math.max(2, Math.abs(points) * unit);
  const shown = px(Math.min(length, points < 0 ? middle : width - middle));
  const x = points < 0 ? px(middle - shown) : middle;
  const tone = points < 0 ? 'benign' : 'risky';
  return html`<svg class="bar" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${points} points"><rect class="${tone}" x="${x}" y="2" width="${shown}" height="${height - 4}" rx="2"/><line class="axis" x1="${middle}" y1="0" x2="${middle}" y2="${height}"/></svg>`;
}

/** The risk of 0 to 100 as a bar. */
export function scoreBar(score: number, level: string): Html {
  const filled = px(Math.min(100, Math.max(0, score)));
  return html`<svg class="meter" viewBox="0 0 100 6" width="100" height="6" preserveAspectRatio="none" role="img" aria-label="${Math.round(score)} of 100"><rect class="track" width="100" height="6" rx="3"/><rect class="${level}" width="${filled}" height="6" rx="3"/></svg>`;
}
