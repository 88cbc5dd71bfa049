import { gzipSync } from 'node:zlib';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { WholeRecord } from '#src/model/record-source.ts';
import type { EventBatch } from '#src/normalize/batch/event-batch.ts';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';
import { BatchWriter } from '#src/normalize/batch.ts';

/** The batch that a worker thread would make of these records. */
export function batchOf(hashKey: HashKey, records: readonly RawRecord[]): EventBatch | undefined {
  const writer = new BatchWriter({
    hashKey,
    compress: (bytes) => new Uint8Array(gzipSync(bytes, { level: 1 })),
  });
  for (const [index, record] of records.entries()) writer.add(new WholeRecord().of(record), index);
  return writer.finish();
}
