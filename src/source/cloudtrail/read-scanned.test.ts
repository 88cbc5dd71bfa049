import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damagedBytes, eventFileText, oddText } from '../../../test/json-texts.ts';
import { event, expectSameWhenScanned, limits, read } from '../../../test/reading.ts';
import { readObject } from './read-object.ts';
import { Scanner } from './scan/scanner.ts';

const scanner = new Scanner('head');

/** `event` has all that CloudTrail writes, and its file is what CloudTrail delivers. */
function fileOf(count: number, fields: Record<string, unknown> = {}): Buffer {
  const records = Array.from({ length: count }, (_, index) => ({
    ...event(`Call${index}`),
    ...fields,
  }));
  return gzipSync(JSON.stringify({ Records: records }));
}

/** How many records of the only chunk were scanned; undefined when they were parsed. */
async function scannedIn(bytes: Uint8Array, which = limits): Promise<number | undefined> {
  const chunks = readObject(bytes, 'input', which, scanner);
  for await (const { scanned, values } of chunks) {
    expect(scanned === undefined || values.length === 0).toBe(true);
    return scanned?.count;
  }
  return undefined;
}

describe('with a scanner', () => {
  it('files as CloudTrail delivers them are scanned', async () => {
    expect(await scannedIn(fileOf(3))).toBe(3);
    expect(await scannedIn(gzipSync('{"Records":[]}'))).toBe(0);
  });

  it.each([
    ['plain text', Buffer.from(JSON.stringify({ Records: [event('one')] }))],
    ['a zstd', zstdCompressSync(Buffer.from(JSON.stringify({ Records: [event('one')] })))],
    ['lines', gzipSync(JSON.stringify(event('one')))],
    [
      'bytes that are no UTF-8',
      gzipSync(Buffer.from('{"Records":[{"eventSource":"\xff"}]}', 'latin1')),
    ],
    ['a record without a source', gzipSync('{"Records":[{"eventName":"A"}]}')],
    ['an S3 notification', gzipSync('{"Records":[{"eventSource":"aws:s3"}]}')],
    ['an Insight event', fileOf(1, { eventCategory: 'Insight' })],
    ['an Insight event of the older kind', fileOf(1, { eventType: 'AwsCloudTrailInsight' })],
  ])('%s is parsed', async (_what, bytes) => {
    expect(await scannedIn(bytes)).toBeUndefined();
  });

  it('a record is nested too deeply where it is without one', async () => {
    for (let depth = 1; depth <= 6; depth++) {
      const bytes = fileOf(2, {
        requestParameters: JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`),
      });

      for (let nestingDepth = 1; nestingDepth <= 7; nestingDepth++)
        await read(bytes, { ...limits, nestingDepth });
    }
  });

  it('whatever a gzip holds, the same is found and said', async () => {
    const damaged = damagedBytes.map((bytes) => bytes.toString());

    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 4, arbitrary: eventFileText }, oddText, damaged),
        async (content) => {
          await expectSameWhenScanned(gzipSync(content, { level: 1 }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a large file gives its memory back, and nobody else’s', async () => {
    const bytes = fileOf(2_000);
    const copy = Buffer.from(bytes);
    const neighbor = Buffer.from('in the same pool');

    for await (const { scanned, original } of readObject(bytes, 'input', limits, scanner)) {
      expect(scanned?.open(1_999).whole()).toEqual(event('Call1999'));
      expect(original).toEqual(copy);
    }

    expect(bytes).toEqual(copy);
    expect(neighbor.toString()).toBe('in the same pool');
  });
});
