import { readFileSync, writeFileSync } from 'node:fs';
import { type EvalFiles, readEvalFiles, readTargets } from '#src/adapters/eval-files.ts';
import { expandCase } from '#src/evaluate/case/expand.ts';
import { evaluateCases } from '#src/evaluate/evaluation.ts';
import { runInjections } from '#src/evaluate/injection/run-injections.ts';
import type { Bench } from '#src/evaluate/run-case.ts';
import { type CheckedCase, scorecardOf } from '#src/evaluate/scorecard.ts';
import { missedTargets } from '#src/evaluate/targets.ts';
import { UsageError } from '#src/model/errors.ts';
import { evalReports } from '#src/report/evaluation/index.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { say } from '../say.ts';
import { openBench, runbookIds } from './eval-bench.ts';
import { listCases, showCase } from './eval-case.ts';

export interface EvalOptions {
  readonly analyst: string;
  readonly format: 'table' | 'json' | 'markdown';
  readonly case?: string;
  readonly list?: boolean;
  readonly failUnder?: string;
  readonly write?: string;
}

export async function evaluate(options: EvalOptions): Promise<ExitCode> {
  const files = readEvalFiles();
  if (options.list === true) return listCases(files.cases);
  const bench = await openBench(files);
  if (options.case !== undefined) return showCase(options.case, files, bench);

  const { cases, injections } = await runAll(files, bench);
  const cost = { inputTokens: 0, outputTokens: 0, usd: 0 };
  const card = scorecardOf({ analyst: options.analyst, cases, injections, cost });
  process.stdout.write(evalReports[options.format]({ card, cases, injections }));
  if (options.write !== undefined)
    writeBetweenMarks(options.write, evalReports.figures({ card, cases, injections }));
  const targets = options.failUnder === undefined ? files.targets : readTargets(options.failUnder);
  const missed = missedTargets(card, targets);
  for (const sentence of missed) say(sentence);
  return options.failUnder !== undefined && missed.length > 0 ? exitCodes.failed : exitCodes.done;
}

async function runAll({ world, cases, injections: set }: EvalFiles, bench: Bench) {
  const checked: CheckedCase[] = [];
  const labelled = cases.map((form) => expandCase(form, world));
  for await (const each of evaluateCases(labelled, bench, runbookIds)) checked.push(each);
  const injections = await runInjections({ set, world, bench, exporters: alertExporters });
  return { cases: checked, injections };
}

const marks = { from: '<!-- figures -->', to: '<!-- /figures -->' };

function writeBetweenMarks(file: string, figures: string): void {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(marks.from);
  const to = text.indexOf(marks.to);
  if (from === -1 || to < from) throw new UsageError(`${file} has no ${marks.from} … ${marks.to}`);
  const before = text.slice(0, from + marks.from.length);
  writeFileSync(file, `${before}\n\n${figures}\n${text.slice(to)}`);
}
