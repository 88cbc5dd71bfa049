import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLogTree } from '#src/adapters/log-tree.ts';
import { generate } from '#src/source/generator/generate.ts';
import type { Cardinality } from '#src/source/generator/options.ts';

export interface Corpus {
  readonly kind: Cardinality;
  readonly events: number;
  /** Folder of the log files. */
  readonly folder: string;
}

/** Mock CloudTrail of one kind and size; made once and kept. */
export async function corpusOf(
  cache: string,
  kind: Cardinality,
  events: number,
  files: number,
): Promise<Corpus> {
  const folder = join(cache, `${kind}-${events}-${files}`);
  const done = join(cache, `${kind}-${events}-${files}.done`);
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true });
    process.stderr.write(`bench: making ${events} events of the ${kind} kind\n`);
    const totals = await writeLogTree(folder, generate(optionsOf(kind, events, files)));
    writeFileSync(done, `${JSON.stringify(totals)}\n`);
  }
  return { kind, events, folder: join(folder, 'AWSLogs') };
}

function optionsOf(cardinality: Cardinality, events: number, files: number) {
  return {
    seed: 11,
    events,
    files,
    cardinality,
    days: Math.max(2, Math.round(events / 150_000)),
    start: Date.UTC(2026, 10, 2),
    accounts: 6,
    people: 40,
    duplicatePercent: 1,
  };
}
