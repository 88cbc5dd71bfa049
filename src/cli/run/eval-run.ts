import type { EvalFiles } from '#src/adapters/eval-files.ts';
import type { AnswerCache, Ledger, LedgerEntry } from '#src/analyze/analyst/model/model.ts';
import { expandCase, type LabelledCase } from '#src/evaluate/case/expand.ts';
import { checkCase, evaluateCases } from '#src/evaluate/evaluation.ts';
import { type Injection, runInjections } from '#src/evaluate/injection/run-injections.ts';
import type { CheckedRecording } from '#src/evaluate/recorded/check-recording.ts';
import { replay } from '#src/evaluate/recorded/replay.ts';
import type { Bench, Opinions } from '#src/evaluate/run-case.ts';
import type { CheckedCase, Spending } from '#src/evaluate/scorecard.ts';
import { UsageError } from '#src/model/errors.ts';
import { alertExporters } from '#src/report/export/index.ts';
import { loadConfig } from '../load-config.ts';
import { openOpinionRun } from '../opinion-run.ts';
import { runbookIds } from './eval-bench.ts';

export interface EvalRun {
  readonly cases: readonly CheckedCase[];
  readonly injections: readonly Injection[];
  readonly recordings?: readonly CheckedRecording[];
  readonly cost: Spending;
}

export interface EvalRunOptions {
  readonly analyst: string;
  readonly config?: string;
  readonly sample?: number;
}

const free: Spending = { inputTokens: 0, outputTokens: 0, usd: 0 };

export async function runEvaluation(
  files: EvalFiles,
  bench: Bench,
  options: EvalRunOptions,
): Promise<EvalRun> {
  const labelled = files.cases.map((form) => expandCase(form, files.world));
  const set = sampled(files, options.sample);
  if (options.analyst === 'recorded') return runRecorded(files, labelled, bench);
  const cases = everyNth(labelled, options.sample);
  if (options.analyst === 'model')
    return runModel({ ...files, injections: set }, cases, bench, options);
  return { ...(await runAll({ ...files, injections: set }, cases, bench)), cost: free };
}

/** The cases and the hostile texts, with what a model adds where there is one. */
async function runAll(
  { world, injections: set }: EvalFiles,
  labelled: readonly LabelledCase[],
  bench: Bench,
  opinions?: Opinions,
): Promise<Pick<EvalRun, 'cases' | 'injections'>> {
  const cases: CheckedCase[] = [];
  for await (const each of evaluateCases(labelled, bench, runbookIds, opinions)) cases.push(each);
  const injections = await runInjections({
    set,
    world,
    bench,
    exporters: alertExporters,
    ...(opinions && { opinions }),
  });
  return { cases, injections };
}

async function runRecorded(
  { recordings }: EvalFiles,
  labelled: readonly LabelledCase[],
  bench: Bench,
): Promise<EvalRun> {
  const cases: CheckedCase[] = [];
  const checked: CheckedRecording[] = [];
  for await (const { run, checked: each } of replay(recordings, labelled, bench)) {
    cases.push(checkCase(run, runbookIds));
    checked.push(each);
  }
  const injections = checked
    .filter(({ kind }) => kind === 'hostile')
    .map(({ id, harm }) => ({ payload: id, carrier: 'answer of the model', harm }));
  return { cases, injections, recordings: checked, cost: free };
}

/** A real model: it is asked about everything anew, and costs what it costs. */
async function runModel(
  files: EvalFiles,
  labelled: readonly LabelledCase[],
  bench: Bench,
  { config: file }: EvalRunOptions,
): Promise<EvalRun> {
  const { config } = await loadConfig(file);
  if (config.analyst === undefined)
    throw new UsageError('The configuration names no model: it has no section analyst');
  const { ledger, entries } = openLedger();
  const controller = new AbortController();
  const analyst = { ...config.analyst, minSeverity: 'informational' as const };
  using run = await openOpinionRun(
    { ...config, analyst },
    { analyst: { cache: noCache, ledger } },
    controller.signal,
  );
  const result = await runAll(files, labelled, bench, (alerts) => run.of(alerts));
  return { ...result, cost: spentOf(entries) };
}

const noCache: AnswerCache = { find: () => undefined, put: () => undefined };

function openLedger(): { readonly ledger: Ledger; readonly entries: readonly LedgerEntry[] } {
  const entries: LedgerEntry[] = [];
  const ledger: Ledger = {
    add: (entry) => entries.push(entry),
    spentSince: () => {
      const { inputTokens, outputTokens, usd } = spentOf(entries);
      return { tokens: inputTokens + outputTokens, usd };
    },
  };
  return { ledger, entries };
}

function spentOf(entries: readonly LedgerEntry[]): Spending {
  const sum = (of: (entry: LedgerEntry) => number) =>
    entries.reduce((total, entry) => total + of(entry), 0);
  return {
    inputTokens: sum((entry) => entry.inputTokens),
    outputTokens: sum((entry) => entry.outputTokens),
    usd: sum((entry) => entry.costUsd ?? 0),
  };
}

function sampled({ injections }: EvalFiles, most: number | undefined): EvalFiles['injections'] {
  if (most === undefined) return injections;
  const ids = injections.carriers.map(({ id }) => id);
  const payloads = everyNth(injections.payloads, most).map((payload, index) => {
    const places = payload.into ?? ids;
    return { ...payload, into: places.slice(index % places.length).slice(0, 1) };
  });
  return { ...injections, payloads };
}

/** Evenly spread over the whole, so that every kind is among them. */
function everyNth<T>(items: readonly T[], most: number | undefined): readonly T[] {
  if (most === undefined || items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, index) => items[Math.floor((index * items.length) / most)],
  ).filter((item) => item !== undefined);
}
