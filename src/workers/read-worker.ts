import { parentPort, workerData } from 'node:worker_threads';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import { createReader } from './create-reader.ts';
import type { JobDescription } from './job-description.ts';
import { type FromThread, packResult, resultsAhead, type ToThread } from './protocol.ts';
import { readOne } from './read-one.ts';

const reader = createReader(workerData as JobDescription);
const waiting: SourceObject[] = [];
let isBusy = false;
let room = resultsAhead;
let roomAgain: (() => void) | undefined;

parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'taken') {
    room++;
    roomAgain?.();
    return;
  }
  waiting.push(message.object);
  if (!isBusy) void readWaiting();
});
send({ type: 'ready' });

async function readWaiting(): Promise<void> {
  isBusy = true;
  for (let object = waiting.shift(); object; object = waiting.shift()) await read(object);
  isBusy = false;
}

async function read(object: SourceObject): Promise<void> {
  for await (const { result, transfer } of readOne(object, reader)) {
    send({ type: 'result', result: packResult(result) }, transfer);
    room--;
    while (room <= 0) {
      await new Promise<void>((resolve) => {
        roomAgain = resolve;
      });
    }
  }
}

function send(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}
