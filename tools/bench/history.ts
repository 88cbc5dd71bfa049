import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openData } from '#src/adapters/data-folder/open-data.ts';
import type { History } from '#src/enrich/history.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { alertRows } from './alerts.ts';
import { type Corpus, corpusOf } from './corpus.ts';
import { floor } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { questionRows } from './questions.ts';
import { cairn, type Run, runProcess } from './run-process.ts';
import { median } from './statistics.ts';
import type { Row } from './table.ts';

/** A rule that stored columns decide, and one that needs every raw record. */
const backtested = {
  columns: '{ eventSource: cloudtrail.amazonaws.com, eventName: [StopLogging, DeleteTrail] }',
  records: "{ 'requestParameters|contains': '0.0.0.0/0' }",
};

type Measured = (
  history: History,
  records: readonly RawRecord[],
  corpus: string,
) => Promise<readonly Row[]>;

/** How fast what enrichments ask is answered. */
export function historyRows(cache: string, options: BenchOptions): Promise<readonly Row[]> {
  return onHistory(cache, options, questionRows);
}

/** How fast alerts are understood with a history behind them. */
export function understandingRows(cache: string, options: BenchOptions): Promise<readonly Row[]> {
  return onHistory(cache, options, alertRows);
}

async function onHistory(
  cache: string,
  options: BenchOptions,
  measure: Measured,
): Promise<readonly Row[]> {
  const { corpus, folder, label } = await filled(cache, options);
  await using data = await openData(folder, {
    pid: process.pid,
    command: 'bench',
    since: new Date().toISOString(),
  });
  return await measure(data.history, sampleOf(corpus), label);
}

async function filled(cache: string, { events, files }: BenchOptions) {
  const corpus = await corpusOf(cache, 'low', events, files);
  const folder = join(cache, `history-${events}-${files}`);
  await fill(folder, corpus);
  return { corpus, folder, label: `low, ${events.toLocaleString('en-US')}` };
}

async function fill(folder: string, corpus: Corpus): Promise<void> {
  const done = `${folder}.done`;
  if (existsSync(done)) return;
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`bench: filling the history with ${corpus.events} events\n`);
  await runProcess([cairn, 'ingest', corpus.folder, '--data', folder, '--quiet']);
  writeFileSync(done, '');
}

/** How fast a new rule is tried on what is stored. */
export async function backtestRows(cache: string, options: BenchOptions): Promise<readonly Row[]> {
  const { corpus, folder, label } = await filled(cache, options);
  const runs = { columns: [] as Run[], records: [] as Run[], floor: [] as Run[] };
  for (let round = 0; round < options.rounds; round += 1) {
    runs.floor.push(await floor(corpus).run());
    runs.columns.push(await backtest(cache, folder, 'columns'));
    runs.records.push(await backtest(cache, folder, 'records'));
  }
  const columns = secondsOf(runs.columns);
  const ratio = secondsOf(runs.records) / secondsOf(runs.floor);
  return [
    {
      corpus: label,
      name: 'backtest, columns decide',
      figures: `median ${columns.toFixed(2)} s`,
      budget: '≤ 2 s',
      ok: columns <= 2,
    },
    {
      corpus: label,
      name: 'backtest, every record read',
      figures: `${ratio.toFixed(2)} ×, median ${secondsOf(runs.records).toFixed(2)} s`,
      budget: '≤ 1.3 ×',
      ok: ratio <= 1.3,
    },
  ];
}

const training = { seconds: 60, megabytes: 1_500 };

/** How long the baseline is trained on what is stored; alerts are understood with it afterwards. */
export async function trainingRows(cache: string, options: BenchOptions): Promise<readonly Row[]> {
  const { folder, label } = await filled(cache, options);
  const { wallMs, peakMb } = await runProcess([cairn, 'baseline', 'train', '--data', folder]);
  const seconds = wallMs / 1000;
  return [
    {
      corpus: label,
      name: 'baseline train',
      figures: `${seconds.toFixed(1)} s, peak ${Math.round(peakMb)} MB`,
      budget: `≤ ${training.seconds} s, ≤ ${training.megabytes} MB`,
      ok: seconds <= training.seconds && peakMb <= training.megabytes,
    },
  ];
}

function backtest(cache: string, data: string, kind: keyof typeof backtested): Promise<Run> {
  const folder = join(cache, 'backtest');
  mkdirSync(folder, { recursive: true });
  const rule = join(folder, `${kind}.yml`);
  writeFileSync(
    rule,
    `title: Backtest by ${kind}\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n  selection: ${backtested[kind]}\n  condition: selection\nlevel: low\n`,
  );
  return runProcess([cairn, 'rules', 'backtest', rule, '--data', data, '--format', 'json']);
}

function secondsOf(runs: readonly Run[]): number {
  return median(runs.map(({ wallMs }) => wallMs / 1000));
}

/** Records from the middle of the time, to ask about. */
function sampleOf({ folder }: Corpus): readonly RawRecord[] {
  const paths = globSync(join(folder, '**/*.json.gz')).toSorted();
  const step = Math.max(1, Math.floor(paths.length / 5));
  const some = paths.filter((_, index) => index % step === Math.floor(step / 2));
  return some.flatMap((path) => JSON.parse(gunzipSync(readFileSync(path)).toString()).Records);
}
