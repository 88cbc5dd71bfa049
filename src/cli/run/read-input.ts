import { newHashKey } from '#src/adapters/data-folder/hash-key.ts';
import { checkPaths, listObjects } from '#src/adapters/objects/list.ts';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import type { EventStore } from '#src/source/event-store.ts';
import type { JobDescription } from '#src/workers/job-description.ts';
import { readAll } from '#src/workers/read-all.ts';
import type { ReadResult } from '#src/workers/read-result.ts';
import { filterTerms } from '#src/workers/record-filter.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type LoadedConfig, loadConfig } from '../load-config.ts';
import { type LoadedRules, loadRules } from '../load-rules.ts';
import type { InputOptions, RuleOptions } from '../options.ts';
import { openProgress, say } from '../say.ts';
import { addResult, noReadTotals, type ReadTotals, summaryLines } from '../summary.ts';

export interface Input {
  readonly paths: readonly string[];
  readonly options: InputOptions & RuleOptions;
  readonly loaded: LoadedConfig;
  readonly rules: LoadedRules;
}

/** Everything that can be wrong with the command itself is found before the first byte is read. */
export async function openInput(
  paths: readonly string[],
  options: InputOptions & RuleOptions,
): Promise<Input> {
  checkPaths(paths);
  filterTerms(options, Date.now());
  const loaded = await loadConfig(options.config);
  return { paths, options, loaded, rules: await loadRules(options, loaded) };
}

export interface ReadAsk {
  readonly signal: AbortSignal;
  readonly withRecords: boolean;
  /** Events are made ready for this store, and what it has already is not read again. */
  readonly store?: EventStore;
  onResult(result: ReadResult): Promise<void>;
}

/** Reads all of the input, saying what cannot be read and how far it has come. */
export async function readInput(
  { paths, options, loaded, rules }: Input,
  ask: ReadAsk,
): Promise<ReadTotals> {
  const totals = noReadTotals();
  const region = options.s3Region ?? options.region?.[0];
  const s3 = { ...(region && { region }), ...(options.profile && { profile: options.profile }) };
  const description: JobDescription = {
    config: loaded.config,
    filter: filterTerms(options, Date.now()),
    s3,
    rules: rules.documents,
    withRecords: ask.withRecords,
    candidateKey: ask.store?.hashKey ?? newHashKey(),
    historyKey: ask.store?.hashKey,
  };
  using progress = openProgress(options.quiet === true);
  const objects = unread(
    listObjects(paths, { s3, onNote: (path, note) => say(`${path} ${note}`) }),
    ask.store,
    totals,
  );
  const reading = readAll(objects, description, {
    workers: options.workers,
    signal: ask.signal,
    onProgress: progress.reading,
  });
  for await (const result of reading) {
    addResult(totals, result);
    await ask.onResult(result);
  }
  return totals;
}

/** Leaves out what is known, before reading it, to be stored. */
async function* unread(
  objects: AsyncIterable<SourceObject>,
  store: EventStore | undefined,
  totals: ReadTotals,
): AsyncGenerator<SourceObject> {
  for await (const object of objects) {
    const identity = object.kind === 's3' ? object.identity : undefined;
    if (identity !== undefined && store?.hasSource(identity)) totals.known += 1;
    else yield object;
  }
}

/** The lines on standard error after a result, and the exit code that they mean. */
export function conclude(totals: ReadTotals, options: InputOptions, signal: AbortSignal): ExitCode {
  if (options.quiet !== true) for (const line of summaryLines(totals)) say(line);
  if (signal.aborted) {
    say('interrupted: the result covers what was read until then');
    return exitCodes.interrupted;
  }
  return totals.problems > 0 ? exitCodes.someInputUnread : exitCodes.done;
}
