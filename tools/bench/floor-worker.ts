import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';

// The least that anybody who reads CloudTrail must do: unpack, decode, parse.
let events = 0;
for (const file of workerData as readonly string[]) {
  events += JSON.parse(gunzipSync(readFileSync(file)).toString()).Records.length;
}
parentPort?.postMessage(events);
