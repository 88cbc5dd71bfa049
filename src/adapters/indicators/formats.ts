import { InvalidInputError } from '#src/model/errors.ts';
import { bag, pickText } from '#src/normalize/untyped.ts';
import { parseJson } from '#src/parse-json.ts';
import { csvRows } from './csv.ts';
import type { Entry } from './entry.ts';
import { stixEntries } from './stix.ts';

/** The format is what the text looks like, whatever the file is called. */
export function entriesOf(text: string, file: string): Iterable<Entry> {
  const start = text.trimStart();
  if (start.startsWith('{')) return jsonEntries(text, file);
  if (start.startsWith('['))
    throw new InvalidInputError(
      `${file}: is a JSON list; write one object a line ({"type":"ip","value":"192.0.2.1"}) or a STIX bundle`,
    );
  return hasHeader(start) ? csvEntries(text, file) : plainEntries(text, file);
}

/** A STIX bundle is one object over many lines; otherwise each line is an object. */
function jsonEntries(text: string, file: string): Iterable<Entry> {
  const whole = parseJson(text);
  const isBundle = bag(whole)['type'] === 'bundle';
  return isBundle ? stixEntries(whole, file) : jsonLineEntries(text, file);
}

function* jsonLineEntries(text: string, file: string): Generator<Entry> {
  let line = 0;
  for (const each of text.split('\n')) {
    line += 1;
    if (each.trim() === '') continue;
    const where = `${file}:${line}`;
    const object = parseJson(each);
    const value = pickText(bag(object), ...valueNames);
    if (object === undefined || value === '')
      throw new InvalidInputError(`${where}: is not a JSON object with a value; write ${example}`);
    yield {
      value,
      type: pickText(bag(object), ...typeNames),
      note: pickText(bag(object), ...noteNames),
      source: pickText(bag(object), 'source'),
      where,
    };
  }
}

const example = '{"type":"ip","value":"192.0.2.1","note":"why"}';
const valueNames = ['value', 'indicator', 'ioc'];
const typeNames = ['type', 'kind', 'indicator_type'];
const noteNames = ['note', 'description', 'comment'];

function* csvEntries(text: string, file: string): Generator<Entry> {
  const rows = csvRows(text.trimStart());
  const header = rows.next().value?.cells.map((cell: string) => cell.trim().toLowerCase()) ?? [];
  const columnOf = (names: readonly string[]) =>
    header.findIndex((name: string) => names.includes(name));
  const columns = {
    value: columnOf(valueNames),
    type: columnOf(typeNames),
    note: columnOf(noteNames),
    source: columnOf(['source']),
  };
  for (const { line, cells } of rows) {
    const cell = (column: number) => cells[column]?.trim() ?? '';
    const where = `${file}:${line}`;
    const value = cell(columns.value);
    if (value.startsWith('#') || cells[0]?.startsWith('#')) continue;
    if (value === '') throw new InvalidInputError(`${where}: has no value; fill the column in`);
    const [type, note, source] = [columns.type, columns.note, columns.source].map(cell);
    yield { value, type: type ?? '', note: note ?? '', source: source ?? '', where };
  }
}

/** A first line that names a column `value` is no indicator itself. */
function hasHeader(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  const names = first.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase());
  return names.length > 1 && names.some((name) => valueNames.includes(name));
}

/** A value a line; what follows ` #` is the note. */
function* plainEntries(text: string, file: string): Generator<Entry> {
  let line = 0;
  for (const each of text.split('\n')) {
    line += 1;
    const [, value = '', note = ''] = /^(.*?)(?:(?:^|\s)[#;]\s*(.*))?$/.exec(each.trim()) ?? [];
    if (value.trim() === '') continue;
    yield { value: value.trim(), type: '', note, source: '', where: `${file}:${line}` };
  }
}
