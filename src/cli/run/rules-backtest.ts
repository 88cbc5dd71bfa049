import { availableParallelism } from 'node:os';
import type { EventHistory } from '#src/adapters/history/history.ts';
import { openDetectionSpool } from '#src/adapters/spool/detection-spool.ts';
import { kindTest } from '#src/detect/backtest/kind-test.ts';
import { tallySignals } from '#src/detect/backtest/tally.ts';
import type { Signal } from '#src/detect/group/alert-group.ts';
import { signalsOf } from '#src/detect/signals.ts';
import { type Backtest, backtestJson } from '#src/report/backtest/json.ts';
import { backtestText } from '#src/report/backtest/text.ts';
import { readAll } from '#src/workers/read-all.ts';
import { type FilterTerms, filterTerms } from '#src/workers/record-filter.ts';
import { type ChosenRules, chooseRules } from '../choose-rules.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { interruptible } from '../interrupt.ts';
import { type LoadedConfig, loadConfig } from '../load-config.ts';
import type { RuleOptions } from '../options.ts';
import { openProgress, say, sayProblem } from '../say.ts';
import { openExisting } from '../storage.ts';
import { addResult, noReadTotals, quietedLine, type ReadTotals } from '../summary.ts';

interface BacktestOptions extends RuleOptions {
  readonly data: string;
  readonly since?: string;
  readonly until?: string;
  readonly expectMax?: number;
  readonly expectMin?: number;
  readonly config?: string;
  readonly format: 'text' | 'json';
}

interface Plan {
  readonly chosen: ChosenRules;
  readonly loaded: LoadedConfig;
  readonly window: FilterTerms;
}

/** Runs a rule over the stored history as `detect` would run it over the files that the history was made of. */
export async function backtestRule(rule: string, options: BacktestOptions): Promise<ExitCode> {
  const window = filterTerms({ since: options.since, until: options.until }, Date.now());
  const loaded = await loadConfig(options.config);
  const chosen = await chooseRules(rule, options, loaded);
  using interruption = interruptible();
  const totals = noReadTotals();
  const result = await run({ chosen, loaded, window }, options.data, totals, interruption.signal);
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(backtestJson(result))}\n` : backtestText(result),
  );
  return conclude(result, totals, options, interruption.signal);
}

async function run(
  plan: Plan,
  folder: string,
  totals: ReadTotals,
  signal: AbortSignal,
): Promise<Backtest> {
  const { chosen, loaded, window } = plan;
  await using storage = await openExisting(folder, 'rules backtest');
  await using spool = openDetectionSpool();
  const mayMatch = kindTest(chosen.ruleSet.rules, loaded.config.expand);
  using scan = await storage.history.scan({ ...window, mayMatch });
  for await (const result of matched(scan, plan, signal)) {
    addResult(totals, result);
    spool.add(result);
  }
  const signals = askedOnly(signalsOf(spool.sorted(), chosen.ruleSet, sayProblem), chosen);
  const { events, firstSeen, lastSeen } = scan;
  const tally = await tallySignals(signals);
  return { rules: chosen.asked, tally, events, lookedAt: totals.kept, firstSeen, lastSeen };
}

/** Reads the blocks in threads, with the matcher that reads files. */
async function* matched(
  { blocks, events }: Awaited<ReturnType<EventHistory['scan']>>,
  { chosen, loaded, window }: Plan,
  signal: AbortSignal,
): ReturnType<typeof readAll> {
  const description = {
    config: loaded.config,
    filter: window,
    s3: {},
    rules: chosen.documents,
    withRecords: false,
  };
  using progress = openProgress(events === 0);
  yield* readAll(blocks, description, {
    workers: availableParallelism(),
    signal,
    onProgress: progress.reading,
  });
}

/** Rules that a correlation refers to may be shown beside it, but nobody asked for them here. */
async function* askedOnly(
  signals: AsyncIterable<Signal>,
  { asked }: ChosenRules,
): AsyncGenerator<Signal> {
  const keys = new Set(asked.map(({ key }) => key));
  for await (const signal of signals) if (keys.has(signal.rule)) yield signal;
}

function conclude(
  { tally }: Backtest,
  totals: ReadTotals,
  { expectMax, expectMin }: BacktestOptions,
  signal: AbortSignal,
): ExitCode {
  for (const [filter, count] of totals.quieted) say(quietedLine(filter, count));
  if (signal.aborted) {
    say('interrupted: the result covers what was read until then');
    return exitCodes.interrupted;
  }
  const failures = [
    ...(expectMax !== undefined && tally.matches > expectMax ? [`at most ${expectMax}`] : []),
    ...(expectMin !== undefined && tally.matches < expectMin ? [`at least ${expectMin}`] : []),
  ];
  for (const expected of failures) say(`${tally.matches} matches, expected ${expected}`);
  if (failures.length > 0) return exitCodes.failed;
  return totals.problems > 0 ? exitCodes.someInputUnread : exitCodes.done;
}
