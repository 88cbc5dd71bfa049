import { closeSync, openSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ReadChunk } from '#src/source/cloudtrail/found.ts';
import { pickRecords } from '#src/source/cloudtrail/pick-records.ts';
import type { BlockObject } from '#src/source/cloudtrail/source-object.ts';
import { readFully } from '../segments.ts';

/** Larger ones are not kept as they came; see `records.ts`. */
const mostInflatedBytes = 256 * 1024 * 1024;

/** The wanted records of a stored block. Throws when the block is damaged. */
export function readBlock({ path, start, size, places }: BlockObject): ReadChunk {
  const gzip = readPart(path, start, size);
  const values = pickRecords(gunzipSync(gzip, { maxOutputLength: mostInflatedBytes }), places);
  return {
    values,
    records: values.length,
    digests: 0,
    insights: 0,
    foreign: 0,
    unlistedProblems: 0,
    references: [],
    problems: [],
    bytes: size,
  };
}

function readPart(path: string, start: number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    return readFully(descriptor, start, length);
  } finally {
    closeSync(descriptor);
  }
}
