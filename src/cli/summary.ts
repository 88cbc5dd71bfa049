import { counted } from '#src/model/plural.ts';
import type { InputProblem } from '#src/model/problem.ts';
import type { ReadResult } from '#src/workers/read-result.ts';
import { say } from './say.ts';

/** What was read, for the lines after the result. */
export interface ReadTotals {
  files: number;
  /** Sources that the history had already, so that they were not read. */
  known: number;
  records: number;
  kept: number;
  undated: number;
  digests: number;
  insights: number;
  problems: number;
  /** Matches that filters of the configuration took away, by title. */
  readonly quieted: Map<string, number>;
  /** Files that nothing, or not everything, could be read of. */
  readonly damaged: Set<string>;
}

export function noReadTotals(): ReadTotals {
  return {
    files: 0,
    known: 0,
    records: 0,
    kept: 0,
    undated: 0,
    digests: 0,
    insights: 0,
    problems: 0,
    quieted: new Map(),
    damaged: new Set(),
  };
}

/** A damaged archive can name a great many files; what is counted goes on, what is remembered ends here. */
const mostDamagedNames = 100_000;

/** Adds a result, and says at once what could not be read. */
export function addResult(totals: ReadTotals, result: ReadResult): void {
  if (result.isLast) totals.files += 1;
  for (const { filter, count } of result.quieted) {
    totals.quieted.set(filter, (totals.quieted.get(filter) ?? 0) + count);
  }
  totals.records += result.records;
  totals.kept += result.kept;
  totals.undated += result.undated;
  totals.digests += result.digests;
  totals.insights += result.insights;
  totals.problems += result.problems.length + result.unlistedProblems;
  for (const problem of result.problems) say(describe(problem));
  if (result.unlistedProblems > 0)
    say(`${result.object.name}: ${result.unlistedProblems} more problems`);
  if (result.problems.length > 0 && totals.damaged.size < mostDamagedNames)
    totals.damaged.add(result.object.name);
}

function describe({ source, at, reason }: InputProblem): string {
  // A line break in the name of a file would make a line that seems to be ours.
  const name = source.replaceAll('\n', '\\n');
  return at === undefined ? `${name}: ${reason}` : `${name}: ${at.unit} ${at.value}: ${reason}`;
}

/** The sentences of the summary on standard error. */
export function summaryLines(totals: ReadTotals): readonly string[] {
  const { files, known, records, kept, undated, digests, insights, problems } = totals;
  const lines = [`read ${counted(records, 'event')} in ${counted(files, 'file')}`];
  if (kept < records) {
    lines.push(
      kept === 0 && records > 0
        ? '0 events matched your filters'
        : `${number(kept)} of them matched your filters`,
    );
  }
  if (known > 0) lines.push(`${counted(known, 'file')} stored before and not read again`);
  for (const [filter, count] of totals.quieted) {
    lines.push(quietedLine(filter, count));
  }
  if (undated > 0) lines.push(`${counted(undated, 'event')} without a readable time`);
  if (digests + insights > 0) {
    lines.push(
      `passed over: ${counted(digests, 'digest file')}, ${counted(insights, 'Insight event')}`,
    );
  }
  if (problems > 0)
    lines.push(`${counted(problems, 'problem')}: some input could not be read (see above)`);
  return lines;
}

export function quietedLine(filter: string, count: number): string {
  return `${counted(count, 'match')} quieted by the filter "${filter}"`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
