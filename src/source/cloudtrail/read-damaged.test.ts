import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { all, event, limits, read, text } from '../../../test/reading.ts';
import { readObject } from './read-object.ts';

describe('damage', () => {
  const events = Array.from({ length: 20 }, (_, index) => event(`Call${index}`));
  const file = text({ Records: events });
  const lines = events.map((each) => JSON.stringify(each));
  const without = (...gone: number[]) => events.filter((_, index) => !gone.includes(index));

  it.each([
    ['a truncated file', file.slice(0, -200), without(19), /ends too early/],
    ['a truncated gzip', gzipSync(file).subarray(0, -20), undefined, /ends too early/],
    ['a gzip without its checksum', gzipSync(file).subarray(0, -8), events, /ends too early/],
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

  it.each([
    ['a truncated gzip', gzipSync(file).subarray(0, -20)],
    ['a gzip that is damaged in the middle', flip(gzipSync(file), -200)],
    ['a truncated zstd', zstdCompressSync(Buffer.from(file)).subarray(0, -9)],
  ])('tells one fault once: %s', async (_name, content) => {
    const { problems } = await read(content);

    expect(problems).toHaveLength(1);
    expect(problems[0]?.reason).toMatch(/compressed data/);
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

  it.each([
    ['a gzip', 'nothing', '', gzipSync],
    ['a gzip', 'a line', '{"eventName":"a"}\n', gzipSync],
    ['a zstd', 'a line', '{"eventName":"a"}\n', zstdCompressSync],
  ])('reads %s of very many parts with %s in each', async (_name, _what, content, compress) => {
    const part = compress(Buffer.from(content));
    const bytes = Buffer.alloc(100_000 * part.length, part);
    const start = performance.now();

    const chunks = await all(readObject(streamOf(bytes), 'input', limits));

    const records = chunks.reduce((sum, chunk) => sum + chunk.records, 0);
    expect(records).toBe(content === '' ? 0 : 100_000);
    expect(chunks.flatMap(({ problems }) => problems)).toHaveLength(content === '' ? 1 : 0);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it.each([
    ['lists in events', '[{"eventName":[{"eventName":"a'.repeat(40_000)],
    ['wrappers in wrappers', '{"Records":['.repeat(100_000)],
    ['one wrapper of many lists', `{${'"Records":[],'.repeat(100_000)}"Records":[]}`],
  ])(
    'looks through text made to be slow in time that grows with its length: %s',
    async (_, slow) => {
      const start = process.cpuUsage().user;

      await read(slow);

      expect(process.cpuUsage().user - start).toBeLessThan(5_000_000);
    },
  );
});

async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function flip(bytes: Buffer, at: number): Buffer {
  const index = bytes.length + at;
  bytes[index] = (bytes[index] ?? 0) ^ 0xff;
  return bytes;
}
