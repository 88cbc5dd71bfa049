import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readDetectionLine } from '#src/detect/detection-line.ts';
import type { Detection } from '#src/model/detection.ts';
import type { StoredCandidates } from './candidate-lines.ts';
import { openCandidatePool } from './candidate-pool.ts';
import { readRun, writeRun } from './sorted-run.ts';

interface Found {
  /** As `detectionLine` writes them. */
  readonly detections: readonly string[];
  readonly candidates?: StoredCandidates;
}

export interface DetectionSpool extends AsyncDisposable {
  /** Of the candidates only those will be there that a correlation can be made of. */
  add(found: Found): void;
  /** Ordered by time, event id and rule; a record delivered twice is there once a rule. Call once, after the last addition. */
  sorted(): AsyncIterable<Detection>;
}

/** Sorts any number of detections in bounded memory: full buffers become sorted runs on disk, merged at the end. */
export function openDetectionSpool(memoryBytes = 32 * 1024 * 1024): DetectionSpool {
  const runs: string[] = [];
  const pool = openCandidatePool();
  let buffer: string[] = [];
  let bytes = 0;
  let folder: string | undefined;

  function spill(): void {
    folder ??= mkdtempSync(join(tmpdir(), 'cairn-spool-'));
    const file = join(folder, `${runs.length}.jsonl`);
    writeRun(file, buffer.sort());
    runs.push(file);
    buffer = [];
    bytes = 0;
  }

  function addLines(lines: readonly string[]): void {
    for (const line of lines) {
      buffer.push(line);
      bytes += line.length;
      if (bytes >= memoryBytes) spill();
    }
  }

  return {
    add({ detections, candidates }) {
      addLines(detections);
      if (candidates !== undefined) pool.add(candidates);
    },
    sorted() {
      for (const lines of pool.passing()) addLines(lines);
      return withoutRepeats(mergeRuns([...runs.map(readRun), buffer.sort()]));
    },
    async [Symbol.asyncDispose]() {
      pool[Symbol.dispose]();
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** With a few dozen runs at most, looking at every head costs less than keeping a heap. */
function* mergeRuns(runs: readonly Iterable<string>[]): Generator<string, void> {
  const heads: { value: string; readonly rest: Iterator<string> }[] = [];
  for (const run of runs) {
    const rest = run[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heads.push({ value: first.value, rest });
  }
  while (heads.length > 0) {
    const lowest = heads.reduce((best, head) => (head.value < best.value ? head : best));
    yield lowest.value;
    const next = lowest.rest.next();
    if (next.done) heads.splice(heads.indexOf(lowest), 1);
    else lowest.value = next.value;
  }
}

async function* withoutRepeats(sorted: Iterable<string>): AsyncGenerator<Detection, void> {
  let previous: Detection | undefined;
  for (const line of sorted) {
    const detection = readDetectionLine(line);
    if (previous === undefined || !isRepeat(previous, detection)) yield detection;
    previous = detection;
  }
}

/** Records that differ can bear one id: each is a match where correlations, or its time, tell them apart. */
function isRepeat(before: Detection, one: Detection): boolean {
  if (before.eventId !== one.eventId || before.rule !== one.rule || before.time !== one.time)
    return false;
  return one.quieted !== undefined || isDeepStrictEqual(before.fields, one.fields);
}
