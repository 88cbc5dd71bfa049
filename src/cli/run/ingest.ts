import type { Data } from '#src/adapters/data-folder/open-data.ts';
import { cli } from '#src/analyze/runbooks/cli.ts';
import type { Lookups } from '#src/enrich/lookups.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { dayMs } from '#src/model/time.ts';
import type { ExitCode } from '../exit-codes.ts';
import { interruptible } from '../interrupt.ts';
import { loadLookups } from '../load-lookups.ts';
import { openOpinionRun } from '../opinion-run.ts';
import type { InputOptions, RuleOptions } from '../options.ts';
import { say } from '../say.ts';
import { openStorage } from '../storage.ts';
import type { ReadTotals } from '../summary.ts';
import { appendTo } from './append-to.ts';
import { conclude, type Input, openInput, readInput } from './read-input.ts';
import { alertsOf } from './stored-alerts.ts';

interface IngestOptions extends InputOptions, RuleOptions {
  readonly data: string;
  readonly format: 'text' | 'json';
}

/** Alerts that are stored in one transaction. */
const alertsAtOnce = 256;
/** A model is asked about the riskiest alerts of a data folder only. */
const mostOpinions = 2_048;

/** Reads the input into the data folder and brings its alerts up to date. */
export async function ingest(paths: readonly string[], options: IngestOptions): Promise<ExitCode> {
  const input = await openInput(paths, options);
  // What cannot be loaded is said before the reading begins.
  const lookups = loadLookups(input.loaded.config, options.data);
  using interruption = interruptible();
  await using storage = await openStorage(options.data, 'ingest');
  const totals = await readInput(input, {
    signal: interruption.signal,
    withRecords: true,
    store: storage.history,
    onResult: (result) => appendTo(storage.history, result),
  });
  await storage.history.commit();
  await forgetOld(storage, input);
  const alerts = await rebuildAlerts(storage, input, { folder: options.data, lookups });
  await addStoredOpinions(storage, input, interruption.signal);
  process.stdout.write(report(totals, storage, alerts, options));
  return conclude(totals, options, interruption.signal);
}

/** Keeps the history as long and as large as the configuration says. */
async function forgetOld({ history }: Data, { loaded }: Input): Promise<void> {
  const { retentionDays, maxBytes } = loaded.config.history;
  if (retentionDays === undefined && maxBytes === undefined) return;
  const removed = await history.retain({
    ...(retentionDays && { before: Date.now() - retentionDays * dayMs }),
    ...(maxBytes && { maxBytes }),
  });
  if (removed > 0) say(`removed ${removed} events that the configured retention no longer keeps`);
}

/** Late events can change any alert, so all are made again; those that come out the same are left alone. */
async function rebuildAlerts(
  { history, state }: Data,
  { rules, loaded }: Input,
  { folder, lookups }: { readonly folder: string; readonly lookups: Lookups },
): Promise<number> {
  const rebuild = state.alerts.rebuild();
  let count = 0;
  let waiting: Alert[] = [];
  const stored = await alertsOf(history, rules.ruleSet, loaded.config, lookups);
  for await (const alert of stored.alerts) {
    waiting.push(alert);
    count += 1;
    if (waiting.length < alertsAtOnce) continue;
    state.alerts.save(waiting);
    waiting = [];
  }
  state.alerts.save(waiting);
  rebuild.sweep();
  if (stored.areRelated) state.cases.replace(stored.cases.cases(folder));
  return count;
}

/** Alerts are complete and stored by now; what a model says is added as it comes, the riskiest first. */
async function addStoredOpinions(
  { state }: Data,
  { loaded: { config } }: Input,
  signal: AbortSignal,
): Promise<void> {
  if (config.analyst === undefined) return;
  using opinions = await openOpinionRun(config, state, signal);
  const riskiest = state.alerts.list({}, { order: 'score', limit: mostOpinions });
  await opinions.of(riskiest, (alerts) => state.alerts.save(alerts));
}

function report(
  { files, damaged }: ReadTotals,
  { history }: Data,
  alerts: number,
  { format, data }: IngestOptions,
): string {
  const { stored, duplicates } = history.totals;
  const read = stored + duplicates;
  const unread = [...damaged];
  if (format === 'json') {
    return `${JSON.stringify({ files, read, stored, duplicates, alerts, unread })}\n`;
  }
  const [fresh, all, known] = [stored, read, duplicates].map((count) =>
    count.toLocaleString('en-US'),
  );
  const command = cli`cairn alerts --data ${data}`;
  const onward = command === undefined ? '' : `see them with: ${command}\n`;
  return `stored ${fresh} new events of ${all} from ${counted(files, 'file')} (${known} were known); ${counted(alerts, 'alert')} in all\n${onward}`;
}
