import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Detection } from '#src/model/detection.ts';
import { readRun, writeRun } from './sorted-run.ts';

/** A rough size of one detection in memory, without the record that it may carry. */
const detectionBytes = 1_200;

export interface DetectionSpool extends AsyncDisposable {
  add(detections: readonly Detection[]): Promise<void>;
  /** Ordered by time, event id and rule; an event delivered twice is there once a rule. Call once, after the last `add`. */
  sorted(): AsyncIterable<Detection>;
}

/** Sorts any number of detections in bounded memory: full buffers become sorted runs on disk, merged at the end. */
export function openDetectionSpool(memoryBytes = 64 * 1024 * 1024): DetectionSpool {
  const limit = Math.max(1, Math.floor(memoryBytes / detectionBytes));
  const runs: string[] = [];
  let buffer: Detection[] = [];
  let folder: string | undefined;

  function spill(): void {
    folder ??= mkdtempSync(join(tmpdir(), 'cairn-spool-'));
    const file = join(folder, `${runs.length}.jsonl`);
    writeRun(file, buffer.sort(compareDetections));
    runs.push(file);
    buffer = [];
  }

  return {
    async add(detections) {
      for (const detection of detections) {
        buffer.push(detection);
        if (buffer.length >= limit) spill();
      }
    },
    sorted() {
      const last = buffer.sort(compareDetections);
      return withoutRepeats(runs.length === 0 ? last : mergeRuns([...runs.map(readRun), last]));
    },
    async [Symbol.asyncDispose]() {
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function compareDetections(a: Detection, b: Detection): number {
  return (
    a.time - b.time ||
    compareText(a.eventId, b.eventId) ||
    compareText(a.rule, b.rule) ||
    compareRest(a, b)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Two deliveries under one event id that differ must still sort the same way whichever arrived first. */
function compareRest(a: Detection, b: Detection): number {
  return compareText(JSON.stringify(a), JSON.stringify(b));
}

/** With a few dozen runs at most, looking at every head costs less than keeping a heap. */
function* mergeRuns(runs: readonly Iterable<Detection>[]): Generator<Detection, void> {
  const heads: { value: Detection; readonly rest: Iterator<Detection> }[] = [];
  for (const run of runs) {
    const rest = run[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heads.push({ value: first.value, rest });
  }
  while (heads.length > 0) {
    const lowest = heads.reduce((best, head) =>
      compareDetections(head.value, best.value) < 0 ? head : best,
    );
    yield lowest.value;
    const next = lowest.rest.next();
    if (next.done) heads.splice(heads.indexOf(lowest), 1);
    else lowest.value = next.value;
  }
}

async function* withoutRepeats(sorted: Iterable<Detection>): AsyncGenerator<Detection, void> {
  let previous: Detection | undefined;
  for (const detection of sorted) {
    const isRepeat = previous?.eventId === detection.eventId && previous.rule === detection.rule;
    if (!isRepeat) yield detection;
    previous = detection;
  }
}
