import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import pc from 'picocolors';
import { messageOf } from '#src/model/errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { loadConfig } from '../load-config.ts';
import { loadRules } from '../load-rules.ts';
import { printable } from '../printable.ts';

interface DoctorOptions {
  readonly config?: string;
  readonly data?: string;
}

interface Check {
  readonly what: string;
  /** Returns what was found; throws what is wrong and what to do. */
  look(): Promise<string>;
}

const gigabyte = 1024 ** 3;

/** Looks at everything that the other commands need, without changing anything and without the network. */
export async function doctor(options: DoctorOptions): Promise<ExitCode> {
  let healthy = true;
  for (const { what, look } of checks(options)) {
    const { ok, text } = await look().then(
      (found) => ({ ok: true, text: found }),
      (error: unknown) => ({
        ok: false,
        text: messageOf(error),
      }),
    );
    healthy &&= ok;
    const mark = ok ? pc.green('ok  ') : pc.red('BAD ');
    process.stdout.write(`${mark} ${what.padEnd(16)} ${printable(text)}\n`);
  }
  return healthy ? exitCodes.done : exitCodes.failed;
}

function checks({ config, data }: DoctorOptions): readonly Check[] {
  const always: Check[] = [
    { what: 'Node', look: async () => `${process.version}, ${availableParallelism()} processors` },
    { what: 'memory', look: lookAtMemory },
    { what: 'event store', look: lookAtDuckDb },
    {
      what: 'configuration',
      look: async () => (await loadConfig(config)).file ?? 'none; the defaults are in force',
    },
    { what: 'rules', look: () => lookAtRules(config) },
    { what: 'temporary files', look: () => lookAtFolder(tmpdir()) },
    { what: 'AWS for s3://', look: lookAtAws },
  ];
  return data === undefined
    ? always
    : [...always, { what: 'data folder', look: () => lookAtFolder(data) }];
}

async function lookAtMemory(): Promise<string> {
  const free = freemem() / gigabyte;
  if (free < 1.2)
    throw new Error(`${free.toFixed(1)} GB free; reading large inputs takes about 1 GB`);
  return `${free.toFixed(1)} GB free`;
}

async function lookAtDuckDb(): Promise<string> {
  const { DuckDBInstance, version } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  instance.closeSync();
  return `DuckDB ${version()}`;
}

async function lookAtRules(config: string | undefined): Promise<string> {
  const { ruleSet } = await loadRules({}, await loadConfig(config));
  const { rules, correlations, problems } = ruleSet;
  if (problems.length > 0)
    throw new Error(`${problems.length} of the rules are invalid; see cairn rules check`);
  return `${rules.length} rules, ${correlations.length} correlations`;
}

async function lookAtFolder(folder: string): Promise<string> {
  if (!existsSync(folder)) return `${folder} does not exist yet; it will be made`;
  await access(folder, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
    throw new Error(`${folder} cannot be read and written by this user`, { cause });
  });
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / gigabyte;
  if (free < 1)
    throw new Error(
      `${folder} has ${free.toFixed(1)} GB free; make room before reading large inputs`,
    );
  return `${folder}, ${free.toFixed(0)} GB free`;
}

/** Only whether settings are there: whether they are accepted is for the bucket to say. */
async function lookAtAws(): Promise<string> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const timeout = AbortSignal.timeout(3_000);
  const found = await Promise.race([
    fromNodeProviderChain({ maxRetries: 0, timeout: 1_000 })().then(
      () => true,
      () => false,
    ),
    new Promise<false>((resolve) => timeout.addEventListener('abort', () => resolve(false))),
  ]);
  return found
    ? 'credentials found'
    : 'no credentials; only needed for s3:// paths (aws configure, or AWS_PROFILE)';
}
