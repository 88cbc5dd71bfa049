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

function* csvCells(text: string): Generator<CsvCell> {
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))[^,\r\n]*?(,|\r?\n|$)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return;
    const [whole, quoted, bare = '', separator] = match;
    const cell = quoted === undefined ? bare : quoted.replaceAll('""', '"');
    const end = separator === ',' ? ',' : 'row';
    yield { cell, end, lines: whole.split('\n').length - 1 };
  }
  if (text.endsWith(',')) yield { cell: '', end: 'row', lines: 0 };
}
