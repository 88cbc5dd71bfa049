import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import { compressionOf } from '#src/source/cloudtrail/compression.ts';
import type { ReadChunk, RecordList } from '#src/source/cloudtrail/found.ts';
import type { ReadLimits } from '#src/source/cloudtrail/limits.ts';
import { readObject } from '#src/source/cloudtrail/read-object.ts';
import { Scanner } from '#src/source/cloudtrail/scan/scanner.ts';

export const limits = Config.parse({}).limits;
const scanner = new Scanner('all');

interface Read {
  readonly values: readonly RawRecord[];
  readonly problems: ReadChunk['problems'];
  readonly references: ReadChunk['references'];
  readonly originals: readonly Uint8Array[];
  readonly digests: number;
  readonly insights: number;
  readonly foreign: number;
  readonly bytes: number;
  readonly unlistedProblems: number;
}

/** As bytes, as a stream in small pieces, and with a scanner: all ways must give the same. */
export async function read(content: string | Buffer, which: ReadLimits = limits): Promise<Read> {
  const bytes = Buffer.from(content as string);
  const whole = await gather(bytes, which);
  const streamed = await gather(inPieces(bytes), which);
  expect(streamed.values).toEqual(whole.values);
  await expectSameWhenScanned(bytes, which);
  return whole;
}

/** Only a gzip is scanned. Records that were scanned can always be read in the original again. */
export async function expectSameWhenScanned(
  bytes: Buffer,
  which: ReadLimits = limits,
): Promise<void> {
  const packed = compressionOf(bytes) === 'gzip' ? bytes : gzipSync(bytes);
  const { originals, ...parsed } = await gather(packed, which);
  const { originals: kept, ...scanned } = await gather(packed, which, scanner);
  expect(scanned).toEqual(parsed);
  if (kept.length > 0) expect(kept).toEqual([packed]);
  else expect(originals).toEqual([]);
}

export async function gather(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  which: ReadLimits,
  scanner?: Scanner,
): Promise<Read> {
  const values: RawRecord[] = [];
  const chunks: ReadChunk[] = [];
  for await (const chunk of readObject(content, 'input', which, scanner)) {
    chunks.push(chunk);
    const found = chunk.scanned === undefined ? chunk.values : wholesOf(chunk.scanned);
    expect(chunk.records).toBe(found.length);
    values.push(...found);
  }
  const sum = (of: (chunk: ReadChunk) => number) =>
    chunks.reduce((total, chunk) => total + of(chunk), 0);
  return {
    values,
    problems: chunks.flatMap(({ problems }) => problems),
    references: chunks.flatMap(({ references }) => references),
    originals: chunks.flatMap(({ original }) => original ?? []),
    digests: sum(({ digests }) => digests),
    insights: sum(({ insights }) => insights),
    foreign: sum(({ foreign }) => foreign),
    bytes: sum(({ bytes }) => bytes),
    unlistedProblems: sum((chunk) => chunk.unlistedProblems),
  };
}

/** Before the next file is read, for then they are gone. */
function wholesOf(list: RecordList): readonly RawRecord[] {
  return Array.from({ length: list.count }, (_, index) => list.open(index).whole());
}

export async function all(chunks: AsyncIterable<ReadChunk>): Promise<readonly ReadChunk[]> {
  const found: ReadChunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}

export async function* inPieces(
  bytes: Buffer,
  size: number = Math.max(101, Math.ceil(bytes.length / 50)),
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function event(eventName: string): RawRecord {
  return {
    eventVersion: '1.09',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ana' },
    eventTime: '2026-11-20T02:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    requestParameters: { tags: [{ key: 'a}{"b', value: '\\"[' }], list: [] },
    eventID: `id-${eventName}`,
  };
}

export function text(value: unknown): string {
  return JSON.stringify(value);
}

export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
