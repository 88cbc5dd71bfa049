import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRun } from './sorted-run.ts';

/** Items that can be read a second time, in the same order. */
export interface Replay<T> extends AsyncDisposable {
  /** Reads them for the first time. */
  first(): AsyncIterable<T>;
  /** Reads them again; call it when the first time has come to its end. */
  again(): AsyncIterable<T>;
}

const heldBytes = 8 * 1024 * 1024;

/** Keeps what goes by, as lines of JSON: some megabytes in memory, the rest in a file that goes in the end. */
export function replayOf<T>(items: AsyncIterable<T>, memoryBytes = heldBytes): Replay<T> {
  let held: string[] = [];
  let bytes = 0;
  let folder: string | undefined;
  let descriptor: number | undefined;

  function spill(): void {
    folder ??= mkdtempSync(join(tmpdir(), 'cairn-replay-'));
    descriptor ??= openSync(join(folder, 'lines.jsonl'), 'wx', 0o600);
    writeSync(descriptor, `${held.join('\n')}\n`);
    held = [];
    bytes = 0;
  }

  return {
    async *first() {
      for await (const item of items) {
        const line = JSON.stringify(item);
        held.push(line);
        bytes += line.length;
        if (bytes >= memoryBytes) spill();
        yield item;
      }
    },
    async *again() {
      if (folder !== undefined)
        for (const line of readRun(join(folder, 'lines.jsonl'))) yield JSON.parse(line) as T;
      for (const line of held) yield JSON.parse(line) as T;
    },
    async [Symbol.asyncDispose]() {
      if (descriptor !== undefined) closeSync(descriptor);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
