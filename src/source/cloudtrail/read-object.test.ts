import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { Config } from '#src/model/config.ts';
import type { ReadChunk } from './found.ts';
import type { ReadLimits } from './limits.ts';
import { readObject } from './read-object.ts';

const limits = Config.parse({}).limits;

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

describe('damage', () => {
  const events = Array.from({ length: 20 }, (_, index) => event(`Call${index}`));
  const file = text({ Records: events });
  const lines = events.map((each) => JSON.stringify(each));
  const without = (...gone: number[]) => events.filter((_, index) => !gone.includes(index));

  it.each([
    ['a truncated file', file.slice(0, -200), without(19), /ends too early/],
    ['a truncated gzip', gzipSync(file).subarray(0, -20), undefined, /ends too early/],
    ['a wrong checksum', flip(gzipSync(file), -5), events, /checksum/],
    [
      'garbage after a gzip',
      Buffer.concat([gzipSync(file), Buffer.from('garbage')]),
      events,
      /after the end/,
    ],
    ['a missing quote', file.replace('"Call7"', '"Call7'), without(7), /broken JSON/],
    [
      'a missing bracket',
      lines.with(7, lines[7]?.slice(0, -1) ?? '').join('\n'),
      without(7),
      /broken JSON/,
    ],
    ['a bracket too many', file.replace('"Call7"', '"Call7"}'), undefined, /not CloudTrail/],
    [
      'a cut line',
      lines.with(7, lines[7]?.slice(0, 99) ?? '').join('\n'),
      without(7),
      /broken JSON/,
    ],
    ['text between lines', lines.with(7, 'Call7 went wrong').join('\n'), without(7), /not JSON/],
    ['NUL bytes between lines', lines.with(7, '\0\0\0\0').join('\n'), without(7), /NUL/],
    ['a NUL byte in a record', file.replace('Call7', 'Call\u00007'), without(7), /broken JSON/],
    ['a word that is no literal', file.replace('"Call7"', 'undefined'), without(7), /broken JSON/],
    [
      'a hole over two records',
      `${file.slice(0, file.indexOf('Call7'))}${file.slice(file.indexOf('Call9') - 8)}`,
      undefined,
      /broken JSON/,
    ],
    [
      'a record nested too deeply',
      file.replace('"Call7"', `"Call7","x":${'['.repeat(9000)}${']'.repeat(9000)}`),
      without(7),
      /nested deeper/,
    ],
    [
      'one nested too deeply with space',
      file.replace('"Call7"', `"Call7","x":${'[ '.repeat(9000)}${'] '.repeat(9000)}`),
      without(7),
      /nested deeper/,
    ],
    [
      'a value that is no record',
      lines.with(7, '{"hello":1}').join('\n'),
      without(7),
      /not CloudTrail/,
    ],
    [
      'a list in place of a record',
      lines.with(7, '[[[[[[[[[[{}]]]]]]]]]]').join('\n'),
      without(7),
      /nested|too many/,
    ],
  ])('survives %s', async (_name, content, expected, reason) => {
    const result = await read(content);

    if (expected) expect(result.values).toEqual(expected);
    else expect(result.values.length).toBeGreaterThan(3);
    expect(result.problems[0]?.reason).toMatch(reason);
    expect(result.problems.length).toBeLessThan(4);
  });

  it('reports a truncated zstd', async () => {
    const { problems } = await read(zstdCompressSync(Buffer.from(file)).subarray(0, -9));

    expect(problems[0]?.reason).toMatch(/ends too early/);
  });

  it('says at which byte', async () => {
    const broken = lines.with(2, '{"eventName":oops').join('\n');

    const { problems } = await read(broken);

    expect(problems).toEqual([
      {
        source: 'input',
        reason: 'broken JSON',
        at: {
          unit: 'byte',
          value: broken.indexOf('\n{"eventVersion"', broken.indexOf('oops')) + 2,
        },
      },
    ]);
  });

  it('gives every record before the cut of a truncated gzip', async () => {
    const cut = gzipSync(file, { level: 0 }).subarray(0, 2000);

    const { values } = await read(cut);

    const complete = lines.filter(
      (_, index) => file.indexOf(lines[index] ?? '') + (lines[index]?.length ?? 0) < 1980,
    );
    expect(values).toEqual(events.slice(0, complete.length));
  });

  it('replaces invalid UTF-8, uses the record and says where', async () => {
    const bytes = Buffer.from(file);
    const at = bytes.indexOf('Call7');
    bytes[at] = 0xff;

    const { values, problems } = await read(bytes);

    expect(values[7]?.['eventName']).toBe('\uFFFDall7');
    expect(values).toHaveLength(20);
    expect(problems).toEqual([
      {
        source: 'input',
        reason: 'invalid UTF-8, replaced; the record is used',
        at: { unit: 'byte', value: at + 1 },
      },
    ]);
  });

  it('lists the first problems of a file and counts the others', async () => {
    const result = await read(Array.from({ length: 500 }, () => '{"eventName":oops}').join('\n'));

    expect(result.problems).toHaveLength(100);
    expect(result.unlistedProblems).toBe(400);
  });
});

describe('limits', () => {
  const small = event('small');
  const large = { ...event('large'), requestParameters: { text: 'x'.repeat(5000) } };

  it.each([
    ['a file', text({ Records: [small, large, small] })],
    ['a gzip', gzipSync(text({ Records: [small, large, small] }))],
    ['lines', [small, large, small].map(text).join('\n')],
  ])('skips a record above the limit in %s', async (_name, content) => {
    const result = await read(content, { ...limits, recordBytes: 4000 });

    expect(result.values).toEqual([small, small]);
    expect(result.problems[0]?.reason).toContain('limits.recordBytes');
  });

  it('stops at a gzip bomb by its ratio, and keeps what came before', async () => {
    const bomb = gzipSync(
      Buffer.concat([Buffer.from(`${text(small)}\n`), Buffer.alloc(60_000_000, ' ')]),
    );

    const result = await read(bomb);

    expect(result.values).toEqual([small]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.reason).toContain('limits.inflateRatio');
  });

  it('stops where the decompressed size passes the limit', async () => {
    const lines = Array.from({ length: 200 }, () => text(small)).join('\n');

    const result = await read(gzipSync(lines), { ...limits, inflatedBytes: 2000 });

    expect(result.problems.map(({ reason }) => reason).join()).toContain('limits.inflatedBytes');
  });

  it('reads a stream in chunks, one record at a time', async () => {
    const record = text(small);
    async function* stream() {
      yield Buffer.from('{"Records":[');
      for (let index = 0; index < 20_000; index++) yield Buffer.from(index ? `,${record}` : record);
      yield Buffer.from(']}');
    }

    const chunks = await all(readObject(stream(), 'input', limits));

    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.reduce((sum, { records }) => sum + records, 0)).toBe(20_000);
    expect(chunks.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('looks through text made to be slow in time that grows with its length', async () => {
    const slow = '[{"eventName":[{"eventName":"a'.repeat(40_000);
    const start = performance.now();

    await read(slow);

    expect(performance.now() - start).toBeLessThan(5000);
  });
});

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
async function read(content: string | Buffer, which: ReadLimits = limits): Promise<Read> {
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

async function all(chunks: AsyncIterable<ReadChunk>): Promise<readonly ReadChunk[]> {
  const found: ReadChunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const size = Math.max(101, Math.ceil(bytes.length / 50));
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function event(eventName: string): RawRecord {
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

function text(value: unknown): string {
  return JSON.stringify(value);
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function zip(part: string): Buffer {
  return gzipSync(part);
}

function zstd(part: string): Buffer {
  return zstdCompressSync(Buffer.from(part));
}

function flip(bytes: Buffer, at: number): Buffer {
  const index = bytes.length + at;
  bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  return bytes;
}
