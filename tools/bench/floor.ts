import { once } from 'node:events';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** `node floor.ts FOLDER`: gunzip, decode and JSON.parse of every file, in as many threads as there are cores. */
const [folder = '.'] = process.argv.slice(2);
const files = globSync(join(folder, '**/*.json.gz')).toSorted();
const threads = availableParallelism();
const parts = Array.from({ length: threads }, (_, thread) =>
  files.filter((_file, index) => index % threads === thread),
);
const counts = await Promise.all(
  parts.map(async (workerData) => {
    const worker = new Worker(new URL('./floor-worker.ts', import.meta.url), { workerData });
    const [events] = await once(worker, 'message');
    return Number(events);
  }),
);
process.stdout.write(`${counts.reduce((sum, count) => sum + count, 0)}\n`);
