import { expect } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import type { ReadChunk } from '#src/source/cloudtrail/found.ts';
import type { ReadLimits } from '#src/source/cloudtrail/limits.ts';
import { readObject } from '#src/source/cloudtrail/read-object.ts';

export const limits = Config.parse({}).limits;

interface Read {
  readonly values: readonly RawRecord[];
  readonly problems: ReadChunk['problems'];
  readonly references: ReadChunk['references'];
  readonly originals: readonly Uint8Array[];
  readonly digests: number;
  readonly insights: number;
  readonly unlistedProblems: number;
}

/** As bytes, and as a stream in small pieces: both ways must give the same records. */
export async function read(content: string | Buffer, which: ReadLimits = limits): Promise<Read> {
  const bytes = Buffer.from(content as string);
  const whole = await gather(bytes, which);
  const streamed = await gather(inPieces(bytes), which);
  expect(streamed.values).toEqual(whole.values);
  return whole;
}

async function gather(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  which: ReadLimits,
): Promise<Read> {
  const chunks = await all(readObject(content, 'input', which));
  const sum = (of: (chunk: ReadChunk) => number) =>
    chunks.reduce((total, chunk) => total + of(chunk), 0);
  return {
    values: chunks.flatMap(({ values }) => values),
    problems: chunks.flatMap(({ problems }) => problems),
    references: chunks.flatMap(({ references }) => references),
    originals: chunks.flatMap(({ original }) => original ?? []),
    digests: sum(({ digests }) => digests),
    insights: sum(({ insights }) => insights),
    unlistedProblems: sum((chunk) => chunk.unlistedProblems),
  };
}

export async function all(chunks: AsyncIterable<ReadChunk>): Promise<readonly ReadChunk[]> {
  const found: ReadChunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const size = Math.max(101, Math.ceil(bytes.length / 50));
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
