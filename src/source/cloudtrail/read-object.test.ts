import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { event, limits, pretty, read, text } from '../../../test/reading.ts';
import { readObject } from './read-object.ts';

describe('shapes of input', () => {
  const [first, second, third] = [event('one'), event('two'), event('three')];
  const file = JSON.stringify({ Records: [first, second, third] });
  const lookupEvents = {
    Events: [first, second, third].map((record) => ({
      EventId: record['eventID'],
      CloudTrailEvent: JSON.stringify(record),
    })),
  };
  const envelopes = [first, second, third].map((detail) => ({
    version: '0',
    id: detail['eventID'],
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    detail,
  }));
  const lines = [first, second, third].map((record) => JSON.stringify(record));

  it.each([
    ['a CloudTrail file', file],
    ['a gzip', gzipSync(file)],
    ['a gzip of several members', Buffer.concat([file.slice(0, 300), file.slice(300)].map(zip))],
    ['a gzip padded with zeros', Buffer.concat([gzipSync(file), Buffer.alloc(100)])],
    ['a zstd', zstdCompressSync(Buffer.from(file))],
    ['a zstd of several frames', Buffer.concat([file.slice(0, 9), file.slice(9)].map(zstd))],
    ['a list', JSON.stringify([first, second, third])],
    ['lines', lines.join('\n')],
    ['lines that end as on Windows', `${lines.join('\r\n')}\r\n`],
    ['lines with blank ones between', `\n${lines.join('\n\n\n')}\n`],
    ['a file on each line', lines.map((line) => `{"Records":[${line}]}`).join('\n')],
    ['documents without anything between', lines.join('')],
    ['documents over several lines', [first, second, third].map(pretty).join('\n')],
    ['a file over several lines', pretty({ Records: [first, second, third] })],
    ['a JSON text sequence', lines.map((line) => `\u001e${line}\n`).join('')],
    ['a byte-order mark', `\uFEFF${file}`],
    ['a byte-order mark before lines', `\uFEFF${lines.join('\n')}`],
    ['EventBridge envelopes', JSON.stringify(envelopes)],
    ['EventBridge envelopes in lines', envelopes.map((each) => JSON.stringify(each)).join('\n')],
    ['LookupEvents', JSON.stringify(lookupEvents)],
    ['LookupEvents over several lines', pretty(lookupEvents)],
    ['SQS messages', JSON.stringify({ Messages: envelopes.map((each) => ({ Body: text(each) })) })],
    [
      'SNS notification',
      text({ Type: 'Notification', Message: text({ Records: [first, second, third] }) }),
    ],
    [
      'CloudWatch Logs',
      text({ messageType: 'DATA_MESSAGE', logEvents: lines.map((message) => ({ message })) }),
    ],
  ])('reads %s', async (_name, content) => {
    const result = await read(content);

    expect(result.problems).toEqual([]);
    expect(result.values).toEqual([first, second, third]);
  });

  it('reads a single record', async () => {
    expect((await read(text(first))).values).toEqual([first]);
  });

  it('hands on the delivered gzip when its records are used as they are', async () => {
    const delivered = gzipSync(file);

    expect((await read(delivered)).originals).toEqual([delivered]);
    expect((await read(gzipSync(lines.join('\n')))).originals).toEqual([]);
  });

  it('counts digests and Insight events instead of taking them for API events', async () => {
    const digest = { awsAccountId: '111122223333', digestS3Object: 'a/b.json.gz', logFiles: [] };
    const insight = {
      eventVersion: '1.07',
      eventCategory: 'Insight',
      eventTime: '2026-11-20T00:00:00Z',
    };

    const result = await read(`${text(digest)}\n${text({ Records: [first, insight] })}`);

    expect(result).toMatchObject({ values: [first], digests: 1, insights: 1, problems: [] });
  });

  it.each([
    [
      'S3',
      {
        Records: [
          {
            eventSource: 'aws:s3',
            eventName: 'ObjectCreated:Put',
            s3: { bucket: { name: 'trail' }, object: { key: 'a+b%2Bc.json.gz' } },
          },
        ],
      },
    ],
    ['CloudTrail', { s3Bucket: 'trail', s3ObjectKey: ['a b+c.json.gz'] }],
    [
      'EventBridge',
      {
        'detail-type': 'Object Created',
        source: 'aws.s3',
        detail: { bucket: { name: 'trail' }, object: { key: 'a b+c.json.gz' } },
      },
    ],
  ])(
    'finds what a notification of %s points at, inside SQS and SNS too',
    async (_name, notification) => {
      const wrapped = {
        Messages: [{ Body: text({ Type: 'Notification', Message: text(notification) }) }],
      };

      for (const content of [notification, wrapped]) {
        const result = await read(text(content));
        expect(result.references).toEqual([{ bucket: 'trail', key: 'a b+c.json.gz' }]);
        expect(result.problems).toEqual([]);
      }
    },
  );

  it.each([
    ['a number', '42', /not a JSON object|not JSON/],
    ['an object of something else', '{"hello":"world"}', /not CloudTrail/],
    ['a sentence', 'Hello, world.', /not JSON/],
    ['nothing', '', /empty/],
    ['UTF-16', Buffer.from(file, 'utf16le'), /UTF-16/],
  ])('reports %s', async (_name, content, reason) => {
    const result = await read(content);

    expect(result.values).toEqual([]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({
      source: 'input',
      reason: expect.stringMatching(reason),
    });
  });
});

describe('records that are odd but parse', () => {
  it.each([
    [
      'a __proto__ key',
      '{"__proto__":{"eventName":"x"},"eventSource":"iam.amazonaws.com","eventName":"A"}',
    ],
    ['an escaped NUL', '{"eventSource":"iam.amazonaws.com","eventName":"A\\u0000B"}'],
    ['an impossible time', '{"eventTime":"2026-99-99","eventName":"A"}'],
    ['wrong types', '{"eventName":{"a":[]},"eventTime":7,"eventSource":null}'],
    ['duplicate keys', '{"eventName":"A","eventName":"B"}'],
    ['a lone surrogate', '{"eventName":"\\ud800"}'],
  ])('keeps one with %s', async (_name, record) => {
    for (const content of [`{"Records":[${record}]}`, `${record}\n`, `[${record}`]) {
      expect((await read(content)).values).toEqual([JSON.parse(record)]);
    }
  });
});

function zip(part: string): Buffer {
  return gzipSync(part);
}

function zstd(part: string): Buffer {
  return zstdCompressSync(Buffer.from(part));
}

it('hands on a document of countless tiny records in parts', async () => {
  const tiny = text({ Records: Array.from({ length: 70_000 }, () => ({ eventName: 'a' })) });

  const sizes: number[] = [];
  for await (const { records } of readObject(Buffer.from(tiny), 'tiny.json', limits)) {
    sizes.push(records);
  }

  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(70_000);
});
