import type { Indicator, IndicatorKind, Indicators } from '#src/enrich/indicators.ts';
import { InvalidInputError } from '#src/model/errors.ts';
import { blockOf, CidrTable } from '#src/normalize/address/cidr-table.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { domainOf, kindNamed, kindOfValue, refanged } from './classify.ts';
import type { Entry } from './entry.ts';

/** More than feeds for cloud accounts hold; each costs some hundred bytes of memory. */
const mostIndicators = 2_000_000;
/** Patterns with `*` are compared one after another. */
const mostPatterns = 1_000;
const longestValue = 2_048;
const longestNote = 300;
/** A block with fewer fixed bits is no place: one such line in a feed would accuse everybody. */
const fewestBits = { 4: 8, 6: 16 } as const;

/** A file's entries and how the file is called in a hit. */
export interface Feed {
  readonly source: string;
  readonly entries: Iterable<Entry>;
}

/** Of two entries for one value the first counts. Throws an InvalidInputError that names the faulty line. */
export function indicatorsFrom(feeds: readonly Feed[]): Indicators {
  const index: Index = { ips: new CidrTable(), texts: new Map(), patterns: new Map(), size: 0 };
  for (const { source, entries } of feeds)
    for (const entry of entries) addEntry(index, entry, source);
  return { size: index.size, find: (kind, value) => find(index, kind, value) };
}

interface Index {
  readonly ips: CidrTable<Indicator>;
  /** By kind and canonical value. */
  readonly texts: Map<IndicatorKind, Map<string, Indicator>>;
  readonly patterns: Map<IndicatorKind, Indicator[]>;
  size: number;
}

function addEntry(index: Index, entry: Entry, file: string): void {
  const { type, where } = entry;
  const value = refanged(entry.value).slice(0, longestValue);
  const kind = type === '' ? kindOfValue(value) : kindNamed(type);
  // Feeds also hold hashes of files and the like, which no CloudTrail record can show.
  if (kind === undefined && type !== '') return;
  if (kind === undefined)
    throw new InvalidInputError(
      `${where}: ${JSON.stringify(value.slice(0, 60))} may be anything; say what it is in a CSV file with the header type,value,note`,
    );
  const note = entry.note.slice(0, longestNote);
  const source = (entry.source || file).slice(0, longestNote);
  const indicator = { kind, value, source, ...(note === '' ? {} : { note }) };
  if (!keep(index, indicator))
    throw new InvalidInputError(
      `${where}: ${JSON.stringify(value.slice(0, 60))} is not a valid ${kind}; correct or remove the line`,
    );
  index.size += 1;
  if (index.size > mostIndicators)
    throw new InvalidInputError(`${where}: there are more than ${mostIndicators} indicators`);
}

/** False when the value is not of its kind. */
function keep(index: Index, indicator: Indicator): boolean {
  const { kind, value } = indicator;
  if (kind === 'ip') {
    const block = blockOf(value);
    if (block === undefined || block.bits < fewestBits[block.family]) return false;
    index.ips.add(block, indicator);
    return true;
  }
  const patterns = index.patterns.get(kind) ?? [];
  if (value.includes('*') && kind !== 'domain') {
    index.patterns.set(kind, [...patterns, indicator]);
    return patterns.length < mostPatterns && value.replaceAll('*', '').length > 2;
  }
  const key = canonical(kind, value);
  const known = index.texts.get(kind) ?? new Map<string, Indicator>();
  index.texts.set(kind, known);
  if (key !== '' && !known.has(key)) known.set(key, indicator);
  return key !== '';
}

function find(index: Index, kind: IndicatorKind, value: string): Indicator | undefined {
  if (kind === 'ip') {
    const block = blockOf(value);
    return block === undefined ? undefined : index.ips.findBlock(block);
  }
  const known = index.texts.get(kind);
  const key = canonical(kind, value);
  if (kind === 'domain')
    return parentsOf(key)
      .map((name) => known?.get(name))
      .find(Boolean);
  const exact = known?.get(key);
  if (exact !== undefined) return exact;
  return index.patterns
    .get(kind)
    ?.find((pattern) => globMatches(canonical(kind, pattern.value), key));
}

function canonical(kind: IndicatorKind, value: string): string {
  if (kind === 'domain') return domainOf(value) ?? '';
  return kind === 'userAgent' ? value.toLowerCase() : value;
}

/** `a.evil.example`, `evil.example`; never a top-level domain alone. */
function parentsOf(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}
