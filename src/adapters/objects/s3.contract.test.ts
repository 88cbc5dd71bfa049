import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Config } from '#src/model/config.ts';
import { UsageError } from '#src/model/errors.ts';
import type { SourceObject } from '#src/source/cloudtrail/source-object.ts';
import { readAll } from '#src/workers/read-all.ts';
import { startMoto } from '../../../test/moto/moto-server.ts';
import { streamOf } from '../../../test/stream-of.ts';
import { listObjects } from './list.ts';

const moto = await startMoto();
const bucket = 'trail-bucket';
const folder = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/20';

describe.skipIf(moto === undefined)('S3, against an emulator over HTTP', () => {
  beforeAll(async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', moto?.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const client = new S3Client({ forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const put = (key: string, body: Buffer | string) =>
      client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
    await put(`${folder}/a.json.gz`, logFile(3));
    await put(`${folder}/truncated.json.gz`, logFile(50).subarray(0, -30));
    await put(
      'AWSLogs/111122223333/CloudTrail-Digest/us-east-1/d.json.gz',
      gzipSync(JSON.stringify({ digestStartTime: '2026-11-20T00:00:00Z', logFiles: [] })),
    );
    await put('AWSLogs/', '');
    await put('AWSLogs/readme.txt', 'hello');
    await put('notifications/n.json', notification(`${folder}/a.json.gz`));
    for (let start = 0; start < 1005; start += 67) {
      const keys = Array.from({ length: 67 }, (_, index) => `many/${start + index}.json`);
      await Promise.all(keys.map((key) => put(key, '{"Records":[]}')));
    }
    client.destroy();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await moto?.[Symbol.asyncDispose]();
  });

  it('lists more objects than fit in one page', async () => {
    const objects = await list(`s3://${bucket}/many/`);

    expect(objects).toHaveLength(1005);
    expect(objects[0]).toMatchObject({ kind: 's3', bucket, key: 'many/0.json', size: 14 });
    expect(new Set(objects.map((object) => 'identity' in object && object.identity)).size).toBe(
      1005,
    );
  });

  it('passes over folders and what is no log', async () => {
    const notes: string[] = [];

    const objects = await list(`s3://${bucket}/AWSLogs`, (path) => notes.push(path));

    expect(objects).toHaveLength(3);
    expect(notes).toEqual([`s3://${bucket}/AWSLogs/readme.txt`]);
  });

  it('reads logs and digests, and what is left of a truncated object', async () => {
    const results = await read(`s3://${bucket}/AWSLogs/`);

    const records = results.reduce((sum, result) => sum + result.records, 0);
    expect(records).toBeGreaterThan(10);
    expect(results.reduce((sum, { digests }) => sum + digests, 0)).toBe(1);
    const problems = results.flatMap((result) => result.problems);
    expect(problems[0]).toMatchObject({ source: `s3://${bucket}/${folder}/truncated.json.gz` });
    expect(problems[0]?.reason).toContain('ends too early');
  });

  it('follows a notification to the object that it is about', async () => {
    const results = await read(`s3://${bucket}/notifications/`);

    expect(results.map(({ object, records }) => [object.name, records])).toEqual([
      [`s3://${bucket}/notifications/n.json`, 0],
      [`s3://${bucket}/${folder}/a.json.gz`, 3],
    ]);
  });

  it.each([
    ['s3://no-such-bucket/x', /no such bucket/],
    ['s3://', /names no bucket/],
  ])('says what is wrong with %s', async (address, reason) => {
    const listing = list(address);

    await expect(listing).rejects.toThrow(UsageError);
    await expect(listing).rejects.toThrow(reason);
  });

  it('says that nothing lies under a prefix', async () => {
    const notes: string[] = [];

    expect(await list(`s3://${bucket}/nothing/`, (path) => notes.push(path))).toEqual([]);
    expect(notes).toEqual([`s3://${bucket}/nothing/`]);
  });

  it('reports an object that has gone since it was listed', async () => {
    const gone = { kind: 's3', name: `s3://${bucket}/gone`, bucket, key: 'gone' } as const;

    const [result] = await gather(streamOf([gone]));

    expect(result?.problems[0]?.reason).toContain('does not exist');
  });
});

async function list(
  address: string,
  onNote: (path: string, note: string) => void = () => {},
): Promise<readonly SourceObject[]> {
  const objects: SourceObject[] = [];
  for await (const object of listObjects([address], { onNote })) objects.push(object);
  return objects;
}

function read(address: string) {
  return gather(listObjects([address]));
}

async function gather(objects: AsyncIterable<SourceObject>) {
  const description = {
    config: Config.parse({}),
    filter: {},
    s3: {},
    rules: [],
    withRecords: false,
  };
  const results = [];
  for await (const result of readAll(objects, description, { workers: 0 })) results.push(result);
  return results;
}

function logFile(count: number): Buffer {
  const records = Array.from({ length: count }, (_, index) => ({
    eventName: 'ListUsers',
    eventSource: 'iam.amazonaws.com',
    eventTime: '2026-11-20T00:00:00Z',
    eventID: `id-${index}-${(index * 7919) % 1009}`,
  }));
  return gzipSync(JSON.stringify({ Records: records }));
}

function notification(key: string): string {
  const s3 = { bucket: { name: bucket }, object: { key } };
  return JSON.stringify({ Records: [{ eventSource: 'aws:s3', s3 }] });
}
