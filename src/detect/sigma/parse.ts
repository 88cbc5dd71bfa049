import { compareTexts } from '#src/compare-texts.ts';
import { linkCorrelations } from './correlate/link.ts';
import { readCorrelation, type UnlinkedCorrelation } from './correlate/parse-correlation.ts';
import { type NamedFilter, problemsOfNames } from './filter-names.ts';
import { isCloudTrail, readLogSource } from './log-source.ts';
import { isMapping, readDetection } from './parse-detection.ts';
import { readFilterOf } from './parse-filter.ts';
import { readHead } from './parse-head.ts';
import type { RuleHead, RuleProblem, RuleSet, SigmaRule } from './rule-set.ts';
import { type Fault, readYamlDocuments, type YamlDocument } from './yaml-documents.ts';

export interface RuleDocument {
  /** Relative to the rules folder. */
  readonly file: string;
  readonly text: string;
  /** Why the file could not be read, when it could not. */
  readonly unreadable?: string;
  /** Where the text stands when it is only a part of the file: the line that is told of its faults. */
  readonly line?: number;
}

type Mapping = Readonly<Record<string, unknown>>;

/** A document that is a mapping, as all of them should be. */
interface Source {
  readonly value: Mapping;
  readonly file: string;
  /** 1-based, of the first thing in the document. */
  readonly line: number;
  readonly lineOf: YamlDocument['lineOf'];
}

/** Everything found so far; correlations are linked when all rules are known, for documents come in any order. */
interface Collected {
  readonly rules: SigmaRule[];
  readonly correlations: UnlinkedCorrelation[];
  readonly filters: NamedFilter[];
  readonly problems: RuleProblem[];
  /** Rules of other log sources, which correlations may still refer to. */
  readonly foreign: RuleHead[];
  skipped: number;
  documents: number;
}

/**
 * Reads rules, correlations and filters. All faults of a document are reported; the other documents count. `elsewhere` are
 * rules that do not run here: filters may be written for them as well.
 */
export function parseRules(
  documents: readonly RuleDocument[],
  elsewhere: readonly RuleHead[] = [],
): RuleSet {
  const collected: Collected = {
    rules: [],
    correlations: [],
    filters: [],
    problems: [],
    foreign: [],
    skipped: 0,
    documents: 0,
  };
  for (const document of documents) readFile(document, collected);
  const rules = withUniqueKeys(collected.rules, collected.problems);
  const linked = linkCorrelations(collected.correlations, rules, collected.foreign);
  const others = {
    correlations: linked.correlations,
    foreign: [...collected.foreign, ...elsewhere],
  };
  const misnamed = problemsOfNames(collected.filters, rules, others);
  return {
    documents: collected.documents,
    rules,
    correlations: linked.correlations,
    filters: collected.filters.map(({ filter }) => filter),
    skipped: collected.skipped + linked.skipped,
    problems: [...collected.problems, ...linked.problems, ...misnamed].toSorted(byPlace),
  };
}

function readFile({ file, text, unreadable, line }: RuleDocument, collected: Collected): void {
  if (unreadable !== undefined) {
    collected.problems.push({ file, line: 1, reason: unreadable });
    collected.documents += 1;
  }
  for (const document of readYamlDocuments(text)) {
    collected.documents += 1;
    const placed = line === undefined ? document : { ...document, line, lineOf: () => line };
    if ('reason' in placed)
      collected.problems.push({ file, line: placed.line, reason: placed.reason });
    else readDocument(placed, file, collected);
  }
}

function byPlace(a: RuleProblem, b: RuleProblem): number {
  return compareTexts(a.file, b.file) || a.line - b.line;
}

function readDocument(
  { value, line, lineOf }: YamlDocument,
  file: string,
  collected: Collected,
): void {
  if (!isMapping(value)) {
    collected.problems.push({ file, line, reason: 'the document is not a mapping' });
    return;
  }
  const source = { value, file, line, lineOf };
  if (Object.hasOwn(value, 'action')) {
    const reason = 'action documents (global, reset, repeat) of Sigma 1 are not supported';
    collected.problems.push({ file, line: lineOf(['action']), reason });
  } else if (Object.hasOwn(value, 'correlation')) readCorrelationRule(source, collected);
  else if (Object.hasOwn(value, 'filter')) readFilter(source, collected);
  else readRule(source, collected);
}

function readRule(source: Source, collected: Collected): void {
  const { value, file, line, lineOf } = source;
  const faults: Fault[] = [];
  const logsource = readLogSourceOf(value, faults);
  if (logsource !== undefined && !isCloudTrail(logsource)) {
    collected.foreign.push(readHead(value, file, line, []));
    collected.skipped += 1;
    return;
  }
  const head = readHead(value, file, line, faults);
  const condition = Object.hasOwn(value, 'detection')
    ? readDetection(value['detection'], ['detection'], { faults, lineOf })
    : missing('detection', faults);
  report(faults, source, collected);
  if (faults.length > 0 || condition === undefined || logsource === undefined) return;
  collected.rules.push({ ...head, logsource, condition });
}

function readLogSourceOf(value: Mapping, faults: Fault[]): SigmaRule['logsource'] | undefined {
  const own = value['logsource'];
  if (isMapping(own)) return readLogSource(own);
  faults.push({ path: ['logsource'], reason: 'the rule has no logsource' });
  return undefined;
}

function missing(key: string, faults: Fault[]): undefined {
  faults.push({ path: [], reason: `the rule has no ${key}` });
  return undefined;
}

function report(
  faults: readonly Fault[],
  { file, line, lineOf }: Source,
  { problems }: Collected,
): void {
  for (const { path, reason } of faults)
    problems.push({ file, line: path.length > 0 ? lineOf(path) : line, reason });
}

function readFilter(source: Source, collected: Collected): void {
  const { value, file, line, lineOf } = source;
  const faults: Fault[] = [];
  const logsource = readLogSourceOf(value, faults);
  if (logsource !== undefined && !isCloudTrail(logsource)) {
    collected.skipped += 1;
    return;
  }
  const head = readHead(value, file, line, faults);
  const filter = readFilterOf(value['filter'], head, { faults, lineOf });
  report(faults, source, collected);
  if (faults.length > 0 || filter === undefined) return;
  collected.filters.push({ filter, line: () => lineOf(['filter', 'rules']) });
}

function readCorrelationRule(source: Source, collected: Collected): void {
  const { value, file, line, lineOf } = source;
  const faults: Fault[] = [];
  const head = readHead(value, file, line, faults);
  const correlation = readCorrelation(value['correlation'], value['generate'], faults);
  report(faults, source, collected);
  if (faults.length > 0 || correlation === undefined) return;
  collected.correlations.push({ head, correlation, line: () => lineOf(['correlation', 'rules']) });
}

/** Two rules with one key would be told as one; the first stays. */
function withUniqueKeys(
  rules: readonly SigmaRule[],
  problems: RuleProblem[],
): readonly SigmaRule[] {
  const known = new Map<string, SigmaRule>();
  for (const rule of rules) {
    const other = known.get(rule.key);
    if (other === undefined) {
      known.set(rule.key, rule);
    } else {
      const what = rule.id === '' ? 'title' : 'id';
      const reason = `the rule has the same ${what} as ${other.file}:${other.line}`;
      problems.push({ file: rule.file, line: rule.line, reason });
    }
  }
  return [...known.values()];
}
