import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Sieve } from '#src/detect/candidates/sieve.ts';
import { keptLines, type StoredCandidates } from './candidate-lines.ts';

export interface CandidatePool extends Disposable {
  add(batch: StoredCandidates): void;
  /** The lines that a correlation could be made of; call it after the last `add`. */
  passing(): Iterable<readonly string[]>;
}

const heldBytes = 16 * 1024 * 1024;
const lengthBytes = 4;

/** Holds the candidates of one run until all are counted: some megabytes in memory, the rest in a file. */
export function openCandidatePool(memoryBytes = heldBytes): CandidatePool {
  const sieve = new Sieve();
  let held: StoredCandidates[] = [];
  let bytes = 0;
  let folder: string | undefined;
  let descriptor: number | undefined;

  function spill(): void {
    folder ??= mkdtempSync(join(tmpdir(), 'cairn-candidates-'));
    descriptor ??= openSync(join(folder, 'batches'), 'wx+', 0o600);
    for (const batch of held) {
      const content = serialize(batch);
      const length = Buffer.alloc(lengthBytes);
      length.writeUInt32LE(content.length);
      writeSync(descriptor, length);
      writeSync(descriptor, content);
    }
    held = [];
    bytes = 0;
  }

  return {
    add(batch) {
      sieve.count(batch.uses);
      held.push(batch);
      bytes += batch.uses.byteLength + batch.lines.byteLength;
      if (bytes >= memoryBytes) spill();
    },
    *passing() {
      if (descriptor !== undefined)
        for (const batch of readBatches(descriptor))
          yield keptLines(batch, sieve.passing(batch.uses));
      for (const batch of held) yield keptLines(batch, sieve.passing(batch.uses));
    },
    [Symbol.dispose]() {
      if (descriptor !== undefined) closeSync(descriptor);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function* readBatches(descriptor: number): Generator<StoredCandidates> {
  let at = 0;
  const length = Buffer.alloc(lengthBytes);
  while (readSync(descriptor, length, { position: at }) === lengthBytes) {
    const content = Buffer.alloc(length.readUInt32LE());
    readSync(descriptor, content, { position: at + lengthBytes });
    at += lengthBytes + content.length;
    yield deserialize(content) as StoredCandidates;
  }
}
