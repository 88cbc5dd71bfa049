import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { severities } from '#src/model/severity.ts';

/** Options of every command that reads CloudTrail. */
export interface InputOptions {
  readonly config?: string;
  readonly since?: string;
  readonly until?: string;
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly s3Region?: string;
  readonly profile?: string;
  readonly workers: number;
  readonly quiet?: boolean;
}

/** Options that choose the rules. */
export interface RuleOptions {
  readonly rules?: readonly string[];
  readonly withRules?: readonly string[];
}

export const configOption = [
  '--config <file>',
  'configuration (default: $CAIRN_CONFIG, then ./cairn.yaml)',
] as const;

export const outputOption = [
  '-o, --output <file>',
  'write the result there instead of to standard output',
] as const;

/** Of commands that read what `cairn ingest` has stored. */
export const dataOption = ['--data <dir>', 'the data folder that `cairn ingest` filled'] as const;

/** The formats of alerts. Their exporters are only loaded when the command runs. */
export const alertFormats = [
  'auto',
  'table',
  'page',
  'html',
  'json',
  'jsonl',
  'markdown',
  'csv',
  'asff',
  'sarif',
] as const;

export function withInput(command: Command): Command {
  return command
    .argument('<path...>', 'files, folders, globs, s3://bucket/prefix, or - for standard input')
    .option(
      '--since <time>',
      'only events at or after: 2026-11-20, 2026-11-20T02:00:00Z, or 24h, 7d ago',
    )
    .option('--until <time>', 'only events before')
    .option('--account <id>', 'only events of this account (repeatable)', collect)
    .option('--region <name>', 'only events of this AWS region (repeatable)', collect)
    .option(
      '--s3-region <name>',
      'region of the bucket, where the usual AWS settings do not name it',
    )
    .option('--profile <name>', 'AWS profile for reading s3:// paths')
    .option(
      '--workers <n>',
      'threads that read; 0 reads in the main thread',
      wholeNumber,
      availableParallelism(),
    )
    .option(...configOption)
    .option('-q, --quiet', 'no progress and no summary on standard error');
}

export function withRules(command: Command): Command {
  return command
    .option(
      '--rules <dir>',
      'Sigma rules of this folder or file instead of the built-in ones (repeatable)',
      collect,
    )
    .option('--with-rules <dir>', 'Sigma rules beside the built-in ones (repeatable)', collect);
}

export function formatOption(formats: readonly string[], fallback: string): Option {
  return new Option('-f, --format <format>', 'how to print the result')
    .choices([...formats])
    .default(fallback);
}

export function severityOption(flags: string, what: string): Option {
  return new Option(flags, what).choices([...severities]);
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
