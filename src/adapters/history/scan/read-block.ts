import { closeSync, openSync } from 'node:fs';
import type { ReadChunk } from '#src/source/cloudtrail/found.ts';
import { pickRecords } from '#src/source/cloudtrail/pick-records.ts';
import type { BlockObject } from '#src/source/cloudtrail/source-object.ts';
import { inflateBlock } from '../inflate-block.ts';
import { readFully } from '../segments.ts';

const zero = 48;

/** The wanted records of a stored block. Throws when the block is damaged. */
export function readBlock({ path, start, size, count, places }: BlockObject): ReadChunk {
  const gzip = readPart(path, start, size);
  const bytes = inflateBlock(gzip);
  const values = pickRecords(
    bytes,
    places === undefined ? firstPlaces(count) : listed(places, count),
  );
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

function firstPlaces(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, place) => place);
}

/** A history of a million events has as many places, and splitting the text would take longer than all of the query. */
function listed(text: string, count: number): Uint32Array {
  const places = new Uint32Array(count);
  let index = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0) index += 1;
    else places[index] = (places[index] ?? 0) * 10 + digit;
  }
  return places.sort();
}

function readPart(path: string, start: number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    return readFully(descriptor, start, length);
  } finally {
    closeSync(descriptor);
  }
}
