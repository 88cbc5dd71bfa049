import { type Html, html } from '../markup.ts';
import { heat, label } from './scale.ts';

export interface HeatMap {
  /** What it shows, for those who do not see it. */
  readonly title: string;
  /** Names of the columns; '' for one that is not named. */
  readonly columns: readonly string[];
  readonly rows: readonly HeatRow[];
}

export interface HeatRow {
  readonly name: string;
  /** Behind the cells, such as a sum. */
  readonly note: string;
  readonly isNew: boolean;
  readonly counts: readonly number[];
  /** The column that the alert falls in. */
  readonly marked?: number;
}

const cell = 15;
const left = 118;
const noteWidth = 64;
const top = 16;
const letters = 16;

/** Counts as cells, the darker the more; a ring marks where the alert is. */
export function heatMap({ title, columns, rows }: HeatMap): Html {
  const most = Math.max(0, ...rows.flatMap(({ counts }) => counts));
  const width = left + columns.length * cell + noteWidth;
  const height = top + rows.length * cell + 2;
  const heads = columns.map((name, index) =>
    name === ''
      ? ''
      : html`<text class="tick" x="${left + index * cell + cell / 2}" y="11">${name}</text>`,
  );
  return html`<svg class="heat" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">${heads}${rows.map((row, index) => rowOf(row, top + index * cell, most, columns))}</svg>`;
}

function rowOf(row: HeatRow, y: number, most: number, columns: readonly string[]): Html {
  const { name, note, isNew, counts, marked } = row;
  const cells = columns.map((_, index) => {
    const count = counts[index] ?? 0;
    const kind = `cell h${heat(count, most)}`;
    const title = count === 0 ? '' : html`<title>${count}</title>`;
    return html`<rect class="${kind}" x="${left + index * cell}" y="${y}" width="${cell - 2}" height="${cell - 2}" rx="2">${title}</rect>`;
  });
  const ring =
    marked === undefined
      ? ''
      : html`<rect class="ring" x="${left + marked * cell - 1}" y="${y - 1}" width="${cell}" height="${cell}" rx="3"/>`;
  const noteX = left + columns.length * cell + 6;
  return html`<text class="${isNew ? 'row new' : 'row'}" x="0" y="${y + 11}">${label(name, letters)}<title>${name}</title></text>${cells}${ring}<text class="note" x="${noteX}" y="${y + 11}">${note}</text>`;
}
