import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { cardinalities } from '#src/source/generator/options.ts';
import { linearityRows, rowsOf, runInterleaved } from './compare.ts';
import { corpusOf } from './corpus.ts';
import { backtestRows, historyRows, trainingRows, understandingRows } from './history.ts';
import { analyze, ingest, type Measure, measuresOn } from './measures.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { ruleFolder } from './rules.ts';
import { startUpRows } from './start-up.ts';
import { markdownTable, type Row } from './table.ts';

/** `npm run bench`: what speed and memory are promised, measured on this machine in whole processes. */
const cache = '.cache/bench';
/** What `--only` can leave out as a whole. */
const parts = ['start-up', 'backtest', 'questions', 'training', 'alerts'];
const marks = { from: '<!-- figures -->', to: '<!-- /figures -->' };

const options = readOptions(process.argv.slice(2));
mkdirSync(cache, { recursive: true });
const rows = [
  ...(await section('ratios', () => ratios(options))),
  ...(await section('growth', () => growth(options))),
  ...(await section('start-up', async () => startUpRows(cache, options.rounds))),
  ...(await section('backtest', () => backtestRows(cache, options))),
  ...(await section('questions', () => historyRows(cache, options))),
  ...(await section('training', () => trainingRows(cache, options))),
  ...(await section('alerts', () => understandingRows(cache, options))),
];
const text = `${machine()}\n\n${markdownTable(rows)}\n`;
process.stdout.write(text);
if (options.write !== undefined) writeInto(options.write, text);

/** A part that breaks is a row that says so, not the loss of the hour that the others took. */
async function section(name: string, work: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const isPart = parts.includes(name) && !wanted(name);
  if (isPart) return [];
  try {
    return await work();
  } catch (error) {
    const [reason = ''] = String(error).replaceAll(process.cwd(), '.').split('\n');
    process.stderr.write(`bench: ${name} failed: ${reason}\n`);
    return [{ corpus: '', name, figures: reason, budget: 'runs to its end', ok: false }];
  }
}

async function ratios({ events, files, rounds }: BenchOptions): Promise<readonly Row[]> {
  const rules = { few: ruleFolder(cache, 57), many: ruleFolder(cache, 800) };
  const measures: Measure[] = [];
  for (const kind of cardinalities) {
    const corpus = await corpusOf(cache, kind, events, files);
    measures.push(...measuresOn(corpus, rules));
  }
  if (!measures.some(({ name }) => wanted(name))) return [];
  const chosen = measures.filter(({ name, budget }) => wanted(name) || budget === undefined);
  return rowsOf(await runInterleaved(chosen, rounds));
}

async function growth({ sizes, files, rounds }: BenchOptions): Promise<readonly Row[]> {
  const measures: Measure[] = [];
  for (const size of sizes) {
    const corpus = await corpusOf(cache, 'low', size, files);
    measures.push(ingest(corpus), analyze(corpus));
  }
  return linearityRows(await runInterleaved(measures, rounds));
}

function wanted(name: string): boolean {
  return options.only.length === 0 || options.only.some((word) => name.includes(word));
}

function machine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
  return `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${memory} GB, Node ${process.versions.node}, ${process.platform}. \`${command}\``;
}

/** Replaces what stands between the marks; the words around it are written by people. */
function writeInto(file: string, figures: string): void {
  const page = readFileSync(file, 'utf8');
  const from = page.indexOf(marks.from);
  const to = page.indexOf(marks.to);
  if (from === -1 || to === -1) throw new Error(`${file} has no ${marks.from} and ${marks.to}`);
  writeFileSync(file, `${page.slice(0, from + marks.from.length)}\n${figures}${page.slice(to)}`);
}
