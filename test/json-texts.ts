import fc from 'fast-check';
import { scannedFields } from '#src/source/cloudtrail/scan/fields.ts';

/** A part of a JSON text, between which white space may stand. */
type Tokens = readonly string[];

/** One character of a string as it is, or with an escape. */
function spelled(character: string, isEscaped: boolean): string {
  if (!isEscaped) return JSON.stringify(character).slice(1, -1);
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16));
  return units.map((unit) => `\\u${unit.padStart(4, '0')}`).join('');
}

/** A JSON string of this text; of ten characters about one is written with an escape, where any is. */
function stringOf(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const escapes = fc.oneof(
    { weight: 4, arbitrary: fc.constant([false]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.nat(9).map((digit) => digit === 0),
        { minLength: 1 },
      ),
    },
  );
  return fc.tuple(text, escapes).map(([of, isEscaped]) => {
    const characters = Array.from(of, (character, at) =>
      spelled(character, isEscaped[at % isEscaped.length] === true),
    );
    return `"${characters.join('')}"`;
  });
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('"', '\\', '/', '\b', '\f', '\n', '\r', '\t', '\u0000', '{', '}'),
  }),
  // Around the sizes of a word and of a block of the hash.
  fc
    .tuple(fc.integer({ min: 0, max: 2_100 }), fc.constantFrom('a', 'ä', '\u{1f600}'))
    .map(([length, of]) => of.repeat(length)),
);
const number = fc.oneof(
  fc.constantFrom('0', '-0', '10', '-1.50', '1e5', '1E+05', '2.5e-7', '1e999', '9'.repeat(40)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const time = fc
  .tuple(fc.integer({ min: 1960, max: 2110 }), ...Array.from({ length: 5 }, () => fc.nat(62)))
  .map(([year, ...parts]) => {
    const [month, day, hour, minute, second] = parts.map((part) =>
      String(part % 62).padStart(2, '0'),
    );
    return `"${year}-${month}-${day}T${hour}:${minute}:${second}Z"`;
  });
const likelyTime = fc
  .date({ min: new Date(0), max: new Date(Date.UTC(2120, 0)), noInvalidDate: true })
  .map((date) => `"${date.toISOString().slice(0, 19)}Z"`);
const id = fc
  .tuple(fc.uuid(), fc.nat(60))
  .map(
    ([uuid, at]) =>
      `"${at < 36 ? uuid.slice(0, at) + uuid.charAt(at).toUpperCase() + uuid.slice(at + 1) : uuid}"`,
  );
const scalar = fc.oneof(
  stringOf(anyText),
  number,
  time,
  likelyTime,
  id,
  fc.constantFrom('true', 'false', 'null'),
);

const knownNames = scannedFields.map(([name]) => name);
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...knownNames) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      'toJSON',
      '',
      'a',
      'a.b',
      'eventNam',
      'Records',
    ),
  },
  { weight: 1, arbitrary: anyText },
);

const { value } = fc.letrec<{ value: Tokens }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar.map((text) => [text]),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ['[', ...joined(values), ']']),
    objectOf(tie('value'), 3),
  ),
}));

function objectOf(values: fc.Arbitrary<Tokens>, maxLength: number): fc.Arbitrary<Tokens> {
  const member = fc.tuple(stringOf(name), values).map(([key, of]) => [key, ':', ...of]);
  return fc.array(member, { maxLength }).map((members) => ['{', ...joined(members), '}']);
}

function joined(parts: readonly Tokens[]): Tokens {
  return parts.flatMap((part, index) => (index === 0 ? part : [',', ...part]));
}

/** Fields with values of the kind that CloudTrail gives them. */
const usualMember = fc.oneof(
  fc.oneof(time, likelyTime).map((text) => ['"eventTime"', ':', text]),
  id.map((text) => ['"eventID"', ':', text]),
  fc.constantFrom('"GetObject"', '"PutObject"').map((text) => ['"eventName"', ':', text]),
);
const anyMember = fc.tuple(stringOf(name), value).map(([key, of]) => [key, ':', ...of]);
const record = fc
  .array(fc.oneof(usualMember, anyMember), { maxLength: 8 })
  .map((members) => ['{', ...joined(members), '}']);

const space = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 20 }),
  },
);
const spaces = fc.oneof(fc.constant(['']), fc.array(space, { minLength: 1, maxLength: 30 }));

function textOf(tokens: fc.Arbitrary<Tokens>): fc.Arbitrary<string> {
  return fc
    .tuple(tokens, spaces)
    .map(([of, between]) =>
      of.map((token, at) => `${between[at % between.length]}${token}`).join(''),
    );
}

/** With enough space behind for the rows of a scanner. */
function fileWith(one: fc.Arbitrary<Tokens>): fc.Arbitrary<string> {
  const list = fc.array(one, { maxLength: 4 });
  return textOf(
    list.map((of) => ['{', '"Records"', ':', '[', ...joined(of), ']', '}', ' '.repeat(1_024)]),
  );
}

/** Files of records in every spelling that JSON allows. */
export const fileText: fc.Arbitrary<string> = fileWith(record);

const source = fc.oneof(
  { weight: 20, arbitrary: fc.constant('"iam.amazonaws.com"') },
  { weight: 1, arbitrary: fc.constantFrom('"aws:s3"', '7') },
);

/** The same, of records that say which service wrote them. */
export const eventFileText: fc.Arbitrary<string> = fileWith(
  fc
    .tuple(record, source)
    .map(([[open = '{', ...rest], text]) => [
      open,
      ...(rest.length > 1 ? [...rest.slice(0, -1), ','] : []),
      ...['"eventSource"', ':', text],
      '}',
    ]),
);

const oddKey = fc.oneof(
  { weight: 3, arbitrary: stringOf(fc.constant('Records')) },
  { weight: 1, arbitrary: stringOf(name) },
);
const oddRecord = fc.oneof({ weight: 5, arbitrary: record }, { weight: 1, arbitrary: value });
const broken = fc.constantFrom<Tokens>(
  [','],
  ['{'],
  ['}'],
  ['['],
  [']'],
  [':'],
  ['"'],
  ['\\'],
  ['01'],
  ['-'],
  ['1.'],
  ['.5'],
  ['1e'],
  ['tru'],
  ['nulll'],
  ["'a'"],
  ['"\\x"'],
  ['"\\u12g4"'],
  ['"\t"'],
  ['\0'],
  ['\v'],
  ['\u00a0'],
  ['//'],
  [],
);

/** Files with something odd: several keys, values that are no records, signs in the wrong place. */
export const oddText: fc.Arbitrary<string> = textOf(
  fc
    .tuple(
      fc.array(fc.tuple(oddKey, fc.array(oddRecord, { maxLength: 3 })), { maxLength: 2 }),
      fc.option(fc.tuple(fc.nat(), broken), { freq: 1 }),
    )
    .map(([members, fault]) => {
      const lists = members.map(([key, of]) => [key, ':', '[', ...joined(of), ']']);
      const tokens = ['{', ...joined(lists), '}'];
      if (fault === null) return tokens;
      const [at, what] = fault;
      return tokens.toSpliced(at % tokens.length, at % 2, ...what);
    }),
);

/** A text after some of its bytes were changed, put in, or cut off. */
export const damagedBytes: fc.Arbitrary<Buffer> = fc
  .tuple(
    fileText,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\{}[]:,0-e'))),
        fc.nat(3),
      ),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([text, changes]) => {
    let bytes = Buffer.from(text.trimEnd());
    for (const [place, byte, kind] of changes) {
      const at = place % bytes.length;
      const rest = bytes.subarray(kind === 0 ? at : at + 1);
      bytes =
        kind === 3
          ? bytes.subarray(0, at + 1)
          : Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), rest]);
    }
    return bytes;
  });
