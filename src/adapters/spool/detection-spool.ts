import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Detection } from '#src/model/detection.ts';

/** A rough size of one detection in memory, without the record that it may carry. */
const detectionBytes = 600;

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

  async function spill(): Promise<void> {
    folder ??= await mkdtemp(join(tmpdir(), 'cairn-spool-'));
    const file = join(folder, `${runs.length}.jsonl`);
    await pipeline(
      Readable.from(linesOf(buffer.sort(compareDetections))),
      createWriteStream(file, { mode: 0o600 }),
    );
    runs.push(file);
    buffer = [];
  }

  return {
    async add(detections) {
      for (const detection of detections) {
        buffer.push(detection);
        if (buffer.length >= limit) await spill();
      }
    },
    sorted() {
      const last = buffer.sort(compareDetections);
      return withoutRepeats(
        runs.length === 0 ? last : mergeRuns([...runs.map(readRun), fromArray(last)]),
      );
    },
    async [Symbol.asyncDispose]() {
      if (folder) await rm(folder, { recursive: true, force: true });
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

function* linesOf(detections: readonly Detection[]): Generator<string> {
  for (const detection of detections) yield `${JSON.stringify(detection)}\n`;
}

async function* readRun(file: string): AsyncGenerator<Detection> {
  const lines = createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) yield JSON.parse(line);
}

async function* fromArray(detections: readonly Detection[]): AsyncGenerator<Detection> {
  yield* detections;
}

/** With a few dozen runs at most, looking at every head costs less than keeping a heap. */
async function* mergeRuns(
  sources: readonly AsyncGenerator<Detection>[],
): AsyncGenerator<Detection> {
  const heads: { value: Detection; source: AsyncGenerator<Detection> }[] = [];
  for (const source of sources) {
    const first = await source.next();
    if (!first.done) heads.push({ value: first.value, source });
  }
  while (heads.length > 0) {
    const lowest = heads.reduce((best, head) =>
      compareDetections(head.value, best.value) < 0 ? head : best,
    );
    yield lowest.value;
    const next = await lowest.source.next();
    if (next.done) heads.splice(heads.indexOf(lowest), 1);
    else lowest.value = next.value;
  }
}

async function* withoutRepeats(
  sorted: AsyncIterable<Detection> | readonly Detection[],
): AsyncGenerator<Detection> {
  let previous: Detection | undefined;
  for await (const detection of sorted) {
    const isRepeat = previous?.eventId === detection.eventId && previous.rule === detection.rule;
    if (!isRepeat) yield detection;
    previous = detection;
  }
}
