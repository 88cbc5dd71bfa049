import { writeLogTree } from '#src/adapters/log-tree.ts';
import { UsageError } from '#src/model/errors.ts';
import { configFile } from '#src/source/generator/config-file.ts';
import { generate as generateLogs } from '#src/source/generator/generate.ts';
import {
  type Cardinality,
  cardinalities,
  type GeneratedFile,
  type GenerateOptions,
} from '#src/source/generator/options.ts';
import { scenarios } from '#src/source/generator/scenarios/index.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openProgress } from '../say.ts';

interface Options {
  readonly events: number;
  readonly days: number;
  readonly accounts: number;
  readonly people: number;
  readonly files?: number;
  readonly seed: number;
  readonly start: string;
  readonly cardinality: string;
  readonly duplicates: number;
  readonly scenario?: readonly string[];
  readonly listScenarios?: boolean;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
}

export async function generate(dir: string | undefined, options: Options): Promise<ExitCode> {
  if (options.listScenarios) {
    process.stdout.write(scenarios.map(({ id, title }) => `${id.padEnd(42)}${title}\n`).join(''));
    return exitCodes.done;
  }
  if (dir === undefined)
    throw new UsageError('Name the folder to write to, or use --list-scenarios');

  using progress = openProgress(options.quiet === true);
  const totals = await writeLogTree(dir, filesOf(toGenerateOptions(options)), ({ events, files }) =>
    progress.update({ files, totalFiles: options.files, events }),
  );
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify({ folder: dir, ...totals })}\n`
      : `${totals.events} events in ${totals.files} files; ${whereTruthIs(dir, options)}\nread them with: cairn analyze ${dir}/AWSLogs --config ${dir}/cairn.yaml\n`,
  );
  return exitCodes.done;
}

function* filesOf(options: GenerateOptions): Generator<GeneratedFile> {
  yield* generateLogs(options);
  yield configFile(options);
}

function whereTruthIs(dir: string, { scenario }: Options): string {
  if (scenario?.includes('none')) return 'no attacks among them';
  return `the attacks among them are in ${dir}/ground-truth.jsonl`;
}

function toGenerateOptions(options: Options): GenerateOptions {
  const { seed, events, days, accounts, people, files, scenario } = options;
  for (const [name, value] of Object.entries({ events, days, accounts, people })) {
    if (value < 1) throw new UsageError(`--${name} must be at least 1`);
  }
  if (options.duplicates > 100) throw new UsageError('--duplicates is a percentage');
  return {
    seed,
    events,
    days,
    start: startOfDay(options.start),
    accounts,
    people,
    files,
    cardinality: toCardinality(options.cardinality),
    duplicatePercent: options.duplicates,
    scenarios: scenario?.includes('none') ? [] : scenario,
  };
}

function startOfDay(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--start ${text} is not a date such as 2026-11-01`);
  return time;
}

function toCardinality(text: string): Cardinality {
  const found = cardinalities.find((known) => known === text);
  if (found === undefined) throw new UsageError(`--cardinality is ${cardinalities.join(' or ')}`);
  return found;
}
