import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generate } from '#src/source/generator/generate.ts';
import { cairn } from './run-process.ts';
import { median } from './statistics.ts';
import type { Row } from './table.ts';

/** How long a person waits for the smallest things, in whole processes. */
export function startUpRows(cache: string, rounds: number): readonly Row[] {
  const small = smallFile(cache);
  return [
    startUp('cairn --help', ['--help'], 300, rounds),
    startUp(
      'analyze, one small file',
      ['analyze', small, '--format', 'jsonl', '--quiet'],
      1000,
      rounds,
    ),
  ];
}

function startUp(name: string, args: readonly string[], budgetMs: number, rounds: number): Row {
  const times = Array.from({ length: Math.max(5, rounds) }, () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [cairn, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`cairn ${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - started;
  });
  const value = median(times);
  return {
    corpus: '',
    name,
    figures: `min ${Math.round(Math.min(...times))} ms, median ${Math.round(value)} ms`,
    budget: `≤ ${budgetMs} ms`,
    ok: value <= budgetMs,
  };
}

function smallFile(cache: string): string {
  const [file] = generate({
    seed: 5,
    events: 100,
    days: 1,
    start: Date.UTC(2026, 10, 2),
    accounts: 1,
    people: 3,
    cardinality: 'low',
    duplicatePercent: 0,
    scenarios: ['root-creates-admin'],
  });
  const path = join(cache, 'small.json.gz');
  writeFileSync(path, gzipSync(file?.text ?? '{"Records":[]}'));
  return path;
}
