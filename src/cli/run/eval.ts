import { readFileSync, writeFileSync } from 'node:fs';
import { readEvalFiles, readTargets } from '#src/adapters/eval-files.ts';
import { scorecardOf } from '#src/evaluate/scorecard.ts';
import { missedTargets } from '#src/evaluate/targets.ts';
import { UsageError } from '#src/model/errors.ts';
import { evalReports } from '#src/report/evaluation/index.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { say } from '../say.ts';
import { openBench } from './eval-bench.ts';
import { listCases, showCase } from './eval-case.ts';
import { type EvalRunOptions, runEvaluation } from './eval-run.ts';

interface EvalOptions extends EvalRunOptions {
  readonly format: 'table' | 'json' | 'markdown';
  readonly case?: string;
  readonly list?: boolean;
  readonly failUnder?: string;
  readonly write?: string;
}

/** Measures an analyst, says which targets it misses, and fails for them only when asked to. */
export async function evaluate(options: EvalOptions): Promise<ExitCode> {
  const files = readEvalFiles();
  if (options.list === true) return listCases(files.cases);
  const bench = await openBench(files);
  if (options.case !== undefined) return showCase(options.case, files, bench);

  const run = await runEvaluation(files, bench, options);
  const result = { ...run, card: scorecardOf({ analyst: options.analyst, ...run }) };
  process.stdout.write(evalReports[options.format](result));
  if (options.write !== undefined)
    writeBetweenMarks(options.write, options.analyst, evalReports.figures(result));
  const targets = options.failUnder === undefined ? files.targets : readTargets(options.failUnder);
  const missed = missedTargets(result.card, targets);
  for (const sentence of missed) say(`target missed: ${sentence}`);
  return options.failUnder !== undefined && missed.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** A page has one pair of marks for each analyst: `<!-- recorded -->` … `<!-- /recorded -->`. */
function writeBetweenMarks(file: string, analyst: string, figures: string): void {
  const text = readFileSync(file, 'utf8');
  const [open, close] = [`<!-- ${analyst} -->`, `<!-- /${analyst} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from === -1 || to < from) throw new UsageError(`${file} has no ${open} … ${close}`);
  const before = text.slice(0, from + open.length);
  writeFileSync(file, `${before}\n\n${figures}\n${text.slice(to)}`);
}
