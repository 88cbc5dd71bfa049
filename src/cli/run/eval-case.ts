import { stringify } from 'yaml';
import type { EvalFiles } from '#src/adapters/eval-files.ts';
import { expandCase } from '#src/evaluate/case/expand.ts';
import type { CaseForm } from '#src/evaluate/case/format.ts';
import { checkCase } from '#src/evaluate/evaluation.ts';
import { type Bench, runCase } from '#src/evaluate/run-case.ts';
import { UsageError } from '#src/model/errors.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { exportContext, exporterFor } from '../export.ts';
import { printable } from '../printable.ts';
import { runbookIds } from './eval-bench.ts';

/** Who judges by hand needs the label, what happened and what was said, one below the other. */
export async function showCase(
  id: string,
  { cases, world }: EvalFiles,
  bench: Bench,
): Promise<ExitCode> {
  const form = cases.find((each) => each.id === id);
  if (form === undefined) throw new UsageError(`There is no case ${id}; --list names them`);
  const { label, events, by, at, from, agent } = form;
  print(stringify({ label, by, at, from, agent, events }));
  const run = await runCase(expandCase(form, world), bench);
  const { judged, claims, commands } = checkCase(run, runbookIds);
  const { verdict, level, score, confidence, techniques, runbooks, alerts } = judged;
  const said = { alerts, verdict, level, score, confidence, techniques, runbooks };
  const { unsupported } = claims;
  print(stringify({ said, unsupported, invalidCommands: commands.invalid }));
  const markdown = exporterFor(alertExporters, 'markdown');
  for await (const text of markdown.write(run.alerts, exportContext(undefined)))
    process.stdout.write(text);
  return exitCodes.done;
}

export function listCases(cases: readonly CaseForm[]): ExitCode {
  for (const { id, label } of cases)
    print(`${label.verdict.padEnd(16)}${label.severity.join('–').padEnd(22)}${id}\n`);
  print(`${cases.length} cases\n`);
  return exitCodes.done;
}

function print(text: string): void {
  process.stdout.write(printable(text));
}
