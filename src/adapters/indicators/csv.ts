/** A row of a CSV file (RFC 4180) with the line that it begins at. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Cells may be quoted, and then hold commas, quotes written twice and line breaks. Lines without text are left out. */
export function* csvRows(text: string): Generator<CsvRow> {
  let cells: string[] = [];
  let line = 1;
  let begun = 1;
  for (const { cell, end, lines } of csvCells(text.replaceAll(/\r\n?/g, '\n'))) {
    cells.push(cell);
    line += lines;
    if (end === ',') continue;
    if (cells.some((each) => each.trim() !== '')) yield { line: begun, cells };
    cells = [];
    begun = line;
  }
}

interface CsvCell {
  readonly cell: string;
  readonly end: ',' | 'row';
  /** Line breaks in the cell and after it. */
  readonly lines: number;
}

/** By hand, because an expression that repeats over a cell of some megabytes runs out of stack. */
function* csvCells(text: string): Generator<CsvCell> {
  const ends = /[,\n]/g;
  let at = 0;
  while (at < text.length) {
    const close = text[at] === '"' ? closingQuote(text, at + 1) : undefined;
    ends.lastIndex = close === undefined ? at : close + 1;
    const end = ends.exec(text)?.index ?? text.length;
    const whole = text.slice(at, end + 1);
    const cell =
      close === undefined
        ? text.slice(at, end).replace(/".*$/, '')
        : text.slice(at + 1, close).replaceAll('""', '"');
    yield { cell, end: text[end] === ',' ? ',' : 'row', lines: whole.split('\n').length - 1 };
    at = end + 1;
  }
  if (text.endsWith(',')) yield { cell: '', end: 'row', lines: 0 };
}

/** Where the cell ends whose text begins at `from`; undefined when its quotes are never closed. */
function closingQuote(text: string, from: number): number | undefined {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at === -1 ? undefined : at;
}
