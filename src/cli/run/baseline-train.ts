import { saveBaseline } from '#src/adapters/baseline/model-file.ts';
import type { EventHistory } from '#src/adapters/history/history.ts';
import type { Model } from '#src/detect/baseline/model.ts';
import { buildSessions } from '#src/detect/baseline/session.ts';
import { startTraining } from '#src/detect/baseline/train.ts';
import { type Baseline, networkNaming } from '#src/enrich/baseline.ts';
import { UsageError } from '#src/model/errors.ts';
import { type FilterTerms, filterTerms } from '#src/workers/record-filter.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { interruptible } from '../interrupt.ts';
import { loadConfig } from '../load-config.ts';
import { loadLookups } from '../load-lookups.ts';
import { openProgress, say } from '../say.ts';
import { openExisting } from '../storage.ts';
import { modelJson, modelText } from './baseline-words.ts';

interface TrainOptions {
  readonly data: string;
  readonly since?: string;
  readonly until?: string;
  readonly config?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

/** Learns from the stored history in one pass over its columns, and keeps the result in the data folder. */
export async function trainBaseline(options: TrainOptions): Promise<ExitCode> {
  const { data: folder, since, until } = options;
  const window = filterTerms({ since, until }, Date.now());
  const { config } = await loadConfig(options.config);
  const naming = networkNaming(loadLookups(config).networks);
  using interruption = interruptible();
  await using storage = await openExisting(folder, 'baseline train');

  const model = await train(
    storage.history,
    window,
    naming,
    options.quiet === true,
    interruption.signal,
  );
  if (model === undefined) {
    say('interrupted: nothing was saved');
    return exitCodes.interrupted;
  }
  if (model.info.sessions === 0)
    throw new UsageError('There are no events to train on; cairn ingest brings some in');
  process.stdout.write(report(saveBaseline(folder, model), options.format));
  return exitCodes.done;
}

type Naming = ReturnType<typeof networkNaming>;

async function train(
  history: EventHistory,
  window: FilterTerms,
  naming: Naming,
  isQuiet: boolean,
  signal: AbortSignal,
): Promise<Model | undefined> {
  const trainer = startTraining();
  const sessions = buildSessions(naming.networkOf);
  let events = 0;
  using progress = openProgress(isQuiet);
  for await (const calls of history.calls(window)) {
    if (signal.aborted) return undefined;
    for (const call of calls) for (const session of sessions.add(call)) trainer.add(session);
    events += calls.length;
    progress.update({ files: 0, totalFiles: undefined, events });
  }
  for (const session of sessions.end()) trainer.add(session);
  return trainer.finish({ trainedAt: new Date().toISOString(), events, networks: naming.by });
}

function report(baseline: Baseline, format: TrainOptions['format']): string {
  return format === 'json' ? `${JSON.stringify(modelJson(baseline))}\n` : modelText(baseline);
}
