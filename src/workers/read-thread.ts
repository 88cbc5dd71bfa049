import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import type { JobDescription } from './job-description.ts';
import { type FromThread, type ToThread, unpackResult } from './protocol.ts';
import type { ReadResult } from './read-result.ts';

/**
 * Far above what a record of the largest size can need. V8 ends the thread at this limit, but the whole process when it
 * is reached inside `JSON.parse`: the limits on the input must hold first. From 2048 on V8 lets twice the garbage gather.
 */
const heapMegabytes = 2000;
/** Parsed records die young; more room than this costs memory and saves little time. */
const youngMegabytes = 12;

/** One thread and what it has been given to read, in order. */
export interface ReadThread {
  readonly assigned: SourceObject[];
  read(object: SourceObject): void;
  taken(): void;
  stop(): Promise<void>;
}

export interface ThreadListener {
  onResult(thread: ReadThread, result: ReadResult): void;
  /** It has ended by itself. `wasReady` is false when it did not even start. */
  onDeath(thread: ReadThread, reason: string, wasReady: boolean): void;
}

export function startThread(description: JobDescription, listener: ThreadListener): ReadThread {
  const worker = new Worker(workerFile(), {
    workerData: description,
    env: threadEnvironment(),
    resourceLimits: {
      maxOldGenerationSizeMb: heapMegabytes,
      maxYoungGenerationSizeMb: youngMegabytes,
    },
  });
  let isReady = false;
  let isStopping = false;
  let reason: string | undefined;
  const thread: ReadThread = {
    assigned: [],
    read(object) {
      thread.assigned.push(object);
      post({ type: 'read', object });
    },
    taken: () => post({ type: 'taken' }),
    async stop() {
      isStopping = true;
      await worker.terminate();
    },
  };
  function post(message: ToThread): void {
    worker.postMessage(message);
  }

  worker.on('message', (message: FromThread) => {
    if (message.type === 'ready') isReady = true;
    else listener.onResult(thread, unpackResult(message.result));
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    reason =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'it needs more memory than a reader may use'
        : `the reader crashed: ${error.message}`;
  });
  worker.on('exit', (code) => {
    if (!isStopping) {
      listener.onDeath(thread, reason ?? `the reader ended with code ${code}`, isReady);
    }
  });
  return thread;
}

/** Threads do not inherit the cache of compiled code, which halves the time that they take to start. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const { env } = process;
  const cache = getCompileCacheDir();
  // Node appends its version to the folder that it is given.
  return cache === undefined ? env : { ...env, NODE_COMPILE_CACHE: dirname(cache) };
}

/** TypeScript in a checkout; in the published package, where this code lies in a chunk, a bundle of its own. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`../workers/read-worker.${extension}`, import.meta.url);
}
