import { afterEach, describe, expect, it, vi } from 'vitest';
import { aRecord } from '../../../../test/builders.ts';
import { fileOf, scan, scanned } from '../../../../test/scanned.ts';
import { scannedFields } from './fields.ts';
import { Scanner } from './scanner.ts';

const record = aRecord({
  requestParameters: { policy: '{"Statement": []}', list: [1, -2.5e3, true, false, null] },
  responseElements: null,
  errorMessage: 'Zugriff verweigert für „ünlü“ \u{1f600}',
});

function nested(depth: number, [open, close]: readonly [string, string] = ['[', ']']): string {
  return `{"Records":[{"x":${open.repeat(depth)}1${close.repeat(depth)}}]}`;
}

/** The record of a text that holds one; `members` are its fields as JSON. */
function recordOf(members: string) {
  return scanned(`{"Records":[{${members}}]}`).open(0);
}

describe('what the scanner accepts', () => {
  it.each([
    ['as CloudTrail writes it', JSON.stringify({ Records: [record, record] })],
    ['over several lines', JSON.stringify({ Records: [record, record] }, null, '\t')],
    [
      'with every white space',
      `\r\n\t {"Records" :\t[ ${JSON.stringify(record)}\n,\r${JSON.stringify(record)} ] } \n`,
    ],
  ])('a file %s', (_how, text) => {
    const list = scanned(text);

    expect(list.count).toBe(2);
    for (const index of [1, 0]) expect(list.open(index).whole()).toEqual(record);
  });

  it.each(['{"Records":[]}', ' { "Records" : [ ] } '])('a file without records: %s', (text) => {
    expect(scanned(text).count).toBe(0);
  });

  it('a record without fields', () => {
    const source = recordOf('');

    expect(source.whole()).toEqual({});
    expect(source.field('eventName')).toBeUndefined();
    expect(source.canonicalTime).toBe(-1);
  });

  it.each(['0', '-0', '10', '-1.50', '1e5', '1E+05', '1.0e-7', '9'.repeat(400), '1e999'])(
    'the number %s',
    (number) => {
      expect(recordOf(`"apiVersion":${number}`).field('apiVersion')).toBe(Number(number));
    },
  );

  it.each([
    ['nothing', ''],
    ['a list', '[{}]'],
    ['another key', '{"Events":[{}]}'],
    ['a key before', '{"a":1,"Records":[{}]}'],
    ['a key behind', '{"Records":[{}],"a":1}'],
    ['two lists', '{"Records":[{}],"Records":[{}]}'],
    ['a key with an escape', '{"\\u0052ecords":[{}]}'],
    ['a byte-order mark', '\uFEFF{"Records":[{}]}'],
    ['lines', '{"Records":[{}]}\n{"Records":[{}]}'],
    ['garbage behind', '{"Records":[{}]}x'],
    ['a NUL behind', '{"Records":[{}]}\0'],
    ['an early end', '{"Records":[{}]'],
    ['a value that is no object', '{"Records":[{},null]}'],
    ['a list that is no list', '{"Records":{}}'],
    ['a comma too many in the list', '{"Records":[{},]}'],
    ['a comma too many in a record', '{"Records":[{"a":1,}]}'],
    ['a missing comma', '{"Records":[{"a":1 "b":2}]}'],
    ['a missing colon', '{"Records":[{"a" 1}]}'],
    ['a missing value', '{"Records":[{"a":}]}'],
    ['a bracket that does not fit', '{"Records":[{"a":[1}]}]}'],
    ['a space that JSON does not know', '{"Records":[\v{}]}'],
    ['a comment', '{"Records":[/**/{}]}'],
  ])('not %s', (_what, text) => {
    expect(scan(text)).toBeUndefined();
  });

  it.each([
    '01',
    '-',
    '-a',
    '+1',
    '.5',
    '1.',
    '1.e5',
    '1e',
    '1e+',
    '0x1',
    '1_0',
    'NaN',
    'Infinity',
  ])('not the number %s', (number) => {
    expect(scan(`{"Records":[{"a":${number}}]}`)).toBeUndefined();
  });

  it.each(['tru', 'True', 'truex', 'fals', 'falze', 'falsx', 'nul', 'undefined', "'a'"])(
    'not the word %s',
    (word) => {
      expect(scan(`{"Records":[{"a":${word}}]}`)).toBeUndefined();
    },
  );

  it.each([
    '"',
    '"\n"',
    '"\0"',
    '"\u001f"',
    '"\\x"',
    '"\\u12g4"',
    '"\\u123"',
    '"\\',
    '"\\u',
    '"\\u1',
  ])('not the string %j', (string) => {
    expect(scan(`{"Records":[{"a":${string}`)).toBeUndefined();
    expect(scan(`{"Records":[{"a":${string}}]}`)).toBeUndefined();
  });
});

describe('the limits of the scanner', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    [2, 1],
    [3, 2],
    [10, 9],
    [512, 511],
  ])('counts levels from the record: of %d it takes %d lists in each other', (depth, lists) => {
    for (const brackets of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      expect(scan(nested(lists, brackets), { depth })?.count).toBe(1);
      expect(scan(nested(lists + 1, brackets), { depth })).toBeUndefined();
    }
  });

  it('leaves to others what is deeper than its stack, whatever the configuration allows', () => {
    for (const depth of [100_000, 2 ** 32 + 3, Number.MAX_SAFE_INTEGER]) {
      expect(scan(nested(999), { depth })?.count).toBe(1);
      expect(scan(nested(100_000), { depth })).toBeUndefined();
      expect(scan(nested(100_000, ['{"a":', '}']), { depth })).toBeUndefined();
    }
  });

  it('leaves files of more and smaller records than any honest one to others', () => {
    const text = (count: number) => `{"Records":[${'{},'.repeat(count - 1)}{}]}`;

    expect(scan(text(2))?.count).toBe(2);
    expect(scan(text(3))).toBeUndefined();
    expect(scan(text(60_000))).toBeUndefined();
    expect(scan(fileOf(Array(16_384).fill({})))?.count).toBe(16_384);
    expect(scan(fileOf(Array(16_385).fill({})))).toBeUndefined();
  });

  it('reads a file of 16 MB, and none that is a byte larger', () => {
    const largest = Buffer.alloc(16 * 1024 * 1024, ' ');
    largest.write(`{"Records":[{"userAgent":"`);
    largest.write(`"}]}`, largest.length - 4);

    const source = scanned(largest).open(0);

    expect(source.field('userAgent')).toHaveLength(largest.length - 30);
    expect(scan(Buffer.concat([largest, Buffer.from(' ')]))).toBeUndefined();
  });

  it('leaves a file to others when there is no memory for it, and goes on', () => {
    const scanner = new Scanner('head');
    const large = Buffer.from(fileOf([{ userAgent: 'x'.repeat(200_000) }]));
    // The type definitions of Node do not know it.
    const { Memory } = WebAssembly as unknown as { Memory: { prototype: WebAssembly.Memory } };
    const grow = vi.spyOn(Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    });

    const refused = scanner.scan(large, 512);
    grow.mockRestore();

    expect(refused).toBeUndefined();
    expect(scanner.scan(large, 512)?.count).toBe(1);
  });

  it('reads nothing that an earlier, larger file has left behind', () => {
    scanned(fileOf(Array(50).fill(record)));

    for (const text of [
      '{"Records":[',
      '{"Records":[{"a":"',
      '{"Records":[{"a":1',
      '{"Records":[{}',
    ]) {
      for (let length = 0; length <= text.length; length++)
        expect(scan(text.slice(0, length))).toBeUndefined();
    }
  });
});

describe('fields of a scanned record', () => {
  it.each(scannedFields.map(([name]) => name))('reads %s', (name) => {
    for (const value of ['x', '', 0, false, null, [], { a: ['b'] }]) {
      const list = scanned(fileOf([{ [name]: value }, { other: value }]));

      expect(list.open(0).field(name)).toEqual(value);
      expect(list.open(0).whole()).toEqual({ [name]: value });
      expect(list.open(1).field(name)).toBeUndefined();
    }
  });

  it('takes the last of several fields of one name, as a parser does', () => {
    const source = recordOf(
      '"eventName":"a","eventTime":"2026-01-01T00:00:00Z","eventTime":7,"eventName":{},"eventName":"b"',
    );

    expect(source.field('eventName')).toBe('b');
    expect(source.field('eventTime')).toBe(7);
    expect(source.canonicalTime).toBe(-1);
  });

  it('knows a name that is written with escapes, also where it comes twice', () => {
    const source = recordOf('"eventName":"a","event\\u004eame":"b","eventTi\\u006de":"x","a.b":1');

    expect(source.field('eventName')).toBe('b');
    expect(source.field('eventTime')).toBe('x');
    expect(source.field('a.b')).toBe(1);
    expect(source.digest(['eventName'], new Uint32Array(2))).toBe(false);
  });

  it('reads only what is the record’s own', () => {
    const source = recordOf('"__proto__":{"eventName":"a"},"toString":1');

    expect(source.field('eventName')).toBeUndefined();
    expect(source.field('__proto__')).toEqual({ eventName: 'a' });
    expect(source.field('toString')).toBe(1);
    expect(source.field('constructor')).toBeUndefined();
    expect(recordOf('').field('__proto__')).toBeUndefined();
  });

  it('gives names that are almost known their own values', () => {
    const source = recordOf('"eventname":1,"eventNam":2,"eventNamee":3,"awsRegioN":4,"e":5,"":6');

    expect(source.field('eventName')).toBeUndefined();
    expect(source.field('awsRegion')).toBeUndefined();
    for (const [index, name] of [
      'eventname',
      'eventNam',
      'eventNamee',
      'awsRegioN',
      'e',
      '',
    ].entries())
      expect(source.field(name)).toBe(index + 1);
  });

  it('is JSON as the whole, and has the known fields, when it is read as a record', () => {
    const { lazy } = recordOf('"eventName":"a","other":{"b":1}');

    expect(lazy['eventName']).toBe('a');
    expect(lazy['errorCode']).toBeUndefined();
    expect(JSON.stringify(lazy)).toBe('{"eventName":"a","other":{"b":1}}');
  });
});

describe('times and ids of a scanned record', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2024-02-29T23:59:59Z', Date.UTC(2024, 1, 29, 23, 59, 59)],
    ['2099-12-31T00:00:00Z', Date.UTC(2099, 11, 31)],
    ['2100-01-01T00:00:00Z', -1],
    ['1969-12-31T23:59:59Z', -1],
    ['2026-02-29T00:00:00Z', -1],
    ['2026-04-31T00:00:00Z', -1],
    ['2026-13-01T00:00:00Z', -1],
    ['2026-01-00T00:00:00Z', -1],
    ['2026-01-01T24:00:00Z', -1],
    ['2026-01-01T00:60:00Z', -1],
    ['2026-01-01T00:00:60Z', -1],
    ['2026-01-01t00:00:00Z', -1],
    ['2026-01-01T00:00:00z', -1],
    ['2026-01-0/T00:00:00Z', -1],
    ['2026-01-0:T00:00:00Z', -1],
    ['2026-01-01T00:00:00.0Z', -1],
  ])('reads the time %s as %d', (time, expected) => {
    expect(recordOf(`"eventTime":"${time}"`).canonicalTime).toBe(expected);
  });

  it.each([
    ['0000000f-89ab-cdef-0123-456789abcdef', [0xf, 0x89abcdef, 0x01234567, 0x89abcdef]],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', Array(4).fill(0xffffffff)],
    ['0000000F-89ab-cdef-0123-456789abcdef', undefined],
    ['0000000g-89ab-cdef-0123-456789abcdef', undefined],
    ['0000000f089ab-cdef-0123-456789abcdef', undefined],
    ['0000000f-89ab-cdef-0123-456789abcde', undefined],
    ['0000000f-89ab-cdef-0123-456789abcdef0', undefined],
  ])('reads the id %s as %j', (id, words) => {
    const into = new Uint32Array(4);

    const isUuid = recordOf(`"eventID":"${id}"`).readUuid(into);

    expect(isUuid ? [...into] : undefined).toEqual(words);
  });
});

describe('a scanned file', () => {
  it('is gone when another was scanned, even one that was refused', () => {
    const scanner = new Scanner('all');
    const file = Buffer.from(fileOf([{ eventName: 'Old', other: 1 }]));
    for (const next of [
      fileOf([{ eventName: 'New' }]),
      'no JSON',
      fileOf(Array(20_000).fill({})),
    ]) {
      const list = scanner.scan(file, 512);
      const source = list?.open(0);
      const lazy = source?.lazy;

      scanner.scan(Buffer.from(next), 512);

      expect(list?.count).toBe(1);
      expect(() => list?.open(0)).toThrow('another file was scanned since');
      expect(source?.field('eventName')).toBeUndefined();
      expect(() => source?.whole()).toThrow();
      expect(() => lazy?.['eventName']).toThrow('not open any more');
    }
  });

  it('does not let a record that was read as one speak of the next', () => {
    const list = scanned(fileOf([{ eventName: 'First' }, { eventName: 'Second' }]));
    const { lazy } = list.open(0);

    list.open(1);

    expect(() => lazy['eventName']).toThrow('not open any more');
    expect(() => JSON.stringify(lazy)).toThrow('not open any more');
  });
});

describe('a text in a scanned record', () => {
  const members = '"userAgent":"Aws-CLI [2.22]","requestParameters":{"list":["SECRET","x"]}';

  it.each(['aws-cli', 'cli [2', 'secret', 'ret', 'list', 'requestparameters'])(
    'may be there: %s',
    (text) => {
      expect(recordOf(members).mayHold(text)).toBe(true);
    },
  );

  it.each(['secrets', 'aws_cli', 'aws-clj', 'clj', 'secretx', 'zzz', 'x'.repeat(64), 'records'])(
    'is not there: %s',
    (text) => {
      expect(recordOf(members).mayHold(text)).toBe(false);
    },
  );

  it('is looked for from the first to the last character of the record, and no further', () => {
    const values = ['secret'.padStart(200, '-'), 'secre', 'tsecret', '-'.repeat(40)];
    for (let length = 0; length < 40; length++) {
      const list = scanned(fileOf(values.map((value) => ({ a: '-'.repeat(length), value }))));

      expect(values.map((_, index) => list.open(index).mayHold('secret'))).toEqual([
        true,
        false,
        true,
        false,
      ]);
    }
  });

  it.each([
    ['with escapes', '"a":"\\u0073ecret"'],
    ['that is not ASCII', '"a":"ſecret"'],
  ])('may be in any %s', (_what, other) => {
    expect(recordOf(other).mayHold('secret')).toBe(true);
  });

  it('is looked for in the memory that is there after it has grown', () => {
    const scanner = new Scanner('head');
    const small = Buffer.from(fileOf([{ a: 'secret' }]));
    const large = Buffer.from(fileOf([{ a: 'x'.repeat(300_000) }, { a: 'secret' }]));

    expect(scanner.scan(small, 512)?.open(0).mayHold('secret')).toBe(true);
    const list = scanner.scan(large, 512);

    expect([0, 1].map((index) => list?.open(index).mayHold('secret'))).toEqual([false, true]);
  });
});

describe('which fields were read', () => {
  const text = '{"Records":[{"eventName":"a","errorCode":"b","eventTime":"x","tlsDetails":{}}]}';
  const withOthers = text.replace('tlsDetails', 'unheardOf');
  const names = ['eventName', 'errorCode', 'awsRegion'];

  it.each<[string, string, (source: ReturnType<typeof recordOf>) => unknown, boolean]>([
    ['nothing', text, () => undefined, true],
    ['fields of the list', text, (source) => source.field('eventName'), true],
    ['one that is absent', text, (source) => source.field('awsRegion'), true],
    ['one that is not in the list', text, (source) => source.field('eventTime'), false],
    ['one that is absent and not in the list', text, (source) => source.field('userAgent'), false],
    ['one nobody knows, where there are none', text, (source) => source.field('unheardOf'), true],
    ['one nobody knows, where there are some', withOthers, (source) => source.field('b'), false],
    ['the whole', text, (source) => source.whole(), false],
    ['a field of the lazy record', text, ({ lazy }) => lazy['errorCode'], true],
    ['another field of the lazy record', text, ({ lazy }) => lazy['tlsDetails'], false],
    ['the lazy record as JSON', text, ({ lazy }) => JSON.stringify(lazy), false],
    ['the time', text, (source) => source.canonicalTime, false],
    ['the id', text, (source) => source.readUuid(new Uint32Array(4)), false],
  ])('is noted: %s', (_what, file, read, expected) => {
    const source = scanned(file).open(0);
    source.whole();
    source.noteReads();

    read(source);

    expect(source.wasReadIn(names)).toBe(expected);
  });

  it('refuses a list of fields that have no hash', () => {
    const source = scanned(text, { hashing: 'head' }).open(0);

    expect(() => source.digest(['resources'], new Uint32Array(2))).toThrow(TypeError);
    expect(() => source.digest(['eventTime'], new Uint32Array(2))).toThrow(TypeError);
    expect(() => source.digest(['unheardOf'], new Uint32Array(2))).toThrow(TypeError);
    expect(source.digest(['userIdentity'], new Uint32Array(2))).toBe(true);
  });
});

describe('the digest of fields', () => {
  function digestsOf(records: readonly unknown[], names: readonly string[]): string[] {
    const list = scanned(fileOf(records));
    const halves = new Uint32Array(2);
    return records.map((_, index) => {
      expect(list.open(index).digest(names, halves)).toBe(true);
      return halves.join();
    });
  }

  it('tells texts apart that differ in their length alone', () => {
    const texts = Array.from({ length: 5_000 }, (_, length) => 'a'.repeat(length));

    for (let from = 0; from < texts.length; from += 1_000) {
      const some = texts.slice(Math.max(0, from - 1), from + 1_000);
      const digests = digestsOf(
        some.map((userAgent) => ({ userAgent })),
        ['userAgent'],
      );

      expect(new Set(digests).size).toBe(some.length);
    }
  });

  it.each([3, 17, 1_022, 1_023, 1_030, 2_500])('tells %d characters apart by any one', (length) => {
    const text = 'a'.repeat(length);
    const places = [...text.slice(0, 700)].map((_, index) =>
      Math.floor((index * length) / Math.min(length, 700)),
    );
    const texts = [text, ...places.map((at) => `${text.slice(0, at)}q${text.slice(at + 1)}`)];

    const digests = digestsOf(
      texts.map((requestParameters) => ({ requestParameters })),
      ['requestParameters'],
    );

    expect(new Set(digests).size).toBe(texts.length);
  });

  it('sees in which field a text is, and that one is absent', () => {
    const names = ['eventName', 'errorCode', 'awsRegion'];
    const records = [
      {},
      { eventName: 'a' },
      { errorCode: 'a' },
      { awsRegion: 'a' },
      { eventName: 'a', errorCode: 'a' },
      { eventName: 'a', awsRegion: 'b' },
      { eventName: 'b', awsRegion: 'a' },
      { eventName: '' },
      { eventName: null },
      { unheardOf: 1 },
      { eventName: 'a', unheardOf: 1 },
    ];

    expect(new Set(digestsOf(records, names)).size).toBe(records.length);
  });

  it('sees nothing but these fields', () => {
    const records = [
      { eventName: 'a', userAgent: 'x', eventTime: '2026-01-01T00:00:00Z' },
      { userAgent: 'y', requestParameters: {}, eventName: 'a' },
      { unheardOf: 1, eventName: 'a' },
      { eventName: 'a', unheardOf: 2, neverHeardOf: 2 },
    ];

    const [first, second, third, fourth] = digestsOf(records, ['eventName']);

    expect(second).toBe(first);
    expect(fourth).toBe(third);
  });

  it('is another in every run', () => {
    const [one, other] = [new Uint32Array(2), new Uint32Array(2)];

    for (const halves of [one, other])
      new Scanner('all')
        .scan(Buffer.from(fileOf([record])), 512)
        ?.open(0)
        .digest(['userAgent'], halves);

    expect([...one]).not.toEqual([...other]);
  });
});
