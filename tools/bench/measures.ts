import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Corpus } from './corpus.ts';
import { cairn, type Run, runProcess } from './run-process.ts';

const floorScript = fileURLToPath(new URL('./floor.ts', import.meta.url));

/** Something that is run once in every round. */
export interface Measure {
  readonly name: string;
  readonly corpus: Corpus;
  /** Largest allowed multiple of the floor on the same corpus; the floor has none. */
  readonly budget: number | undefined;
  run(): Promise<Run>;
}

export interface RuleFolders {
  readonly few: string;
  readonly many: string;
}

export function measuresOn(corpus: Corpus, rules: RuleFolders): readonly Measure[] {
  const detect = (name: string, extra: readonly string[]): Measure => ({
    name: `detect, ${name}`,
    corpus,
    budget: 1.3,
    run: () => runProcess([cairn, 'detect', corpus.folder, '--quiet', ...extra]),
  });
  return [
    floor(corpus),
    detect('own rules', []),
    detect('57 rules', ['--rules', rules.few]),
    detect('800 rules', ['--rules', rules.many]),
    ingest(corpus),
    analyze(corpus),
  ];
}

export function floor(corpus: Corpus): Measure {
  return {
    name: 'floor',
    corpus,
    budget: undefined,
    run: () => runProcess([floorScript, corpus.folder]),
  };
}

export function ingest(corpus: Corpus): Measure {
  return {
    name: 'ingest',
    corpus,
    budget: corpus.kind === 'high' ? 2.5 : 2,
    run: () =>
      withFolder((data) => runProcess([cairn, 'ingest', corpus.folder, '--data', data, '--quiet'])),
  };
}

export function analyze(corpus: Corpus): Measure {
  return {
    name: 'analyze',
    corpus,
    budget: 2,
    run: () => runProcess([cairn, 'analyze', corpus.folder, '--format', 'jsonl', '--quiet']),
  };
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-data-'));
  try {
    return await work(join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
