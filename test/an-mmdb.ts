import { blockOf } from '#src/normalize/address/cidr-table.ts';

/** A real MaxMind DB file of these networks, as bytes: https://maxmind.github.io/MaxMind-DB/ */
export function anMmdb(networks: Readonly<Record<string, MmdbValue>>): Buffer {
  const data: Buffer[] = [];
  const root: Node = {};
  for (const [cidr, value] of Object.entries(networks)) {
    const offset = data.reduce((sum, { length }) => sum + length, 0);
    data.push(encode(value));
    insert(root, bitsOf(cidr), offset);
  }
  const nodes = numbered(root);
  const tree = nodes.map((node) =>
    Buffer.concat([node.zero, node.one].map((child) => recordOf(child, nodes))),
  );
  return Buffer.concat([
    ...tree,
    Buffer.alloc(16),
    ...data,
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    encode(metadataOf(nodes.length)),
  ]);
}

export type MmdbValue =
  | Buffer
  | string
  | number
  | boolean
  | { readonly [key: string]: MmdbValue }
  | readonly MmdbValue[];

/** A child is another node, or where in the data section a network's value begins. */
interface Node {
  zero?: Node | number;
  one?: Node | number;
}

const recordBytes = 4;

function metadataOf(nodeCount: number): MmdbValue {
  return {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_772_000_000,
    database_type: 'Cairn-Test',
    description: { en: 'written by a test' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodeCount,
    record_size: 8 * recordBytes,
  };
}

/** IPv4 lies in ::/96 of the tree. */
function bitsOf(cidr: string): readonly number[] {
  const block = blockOf(cidr);
  if (block === undefined) throw new Error(`${cidr} is no network`);
  const width = block.family === 4 ? 32 : 128;
  const text = block.first.toString(2).padStart(width, '0').slice(0, block.bits);
  return [...'0'.repeat(128 - width), ...text].map(Number);
}

function insert(root: Node, bits: readonly number[], offset: number): void {
  let node = root;
  for (const [at, bit] of bits.entries()) {
    const side = bit === 0 ? 'zero' : 'one';
    if (at === bits.length - 1) node[side] = offset;
    const next = node[side] ?? {};
    node[side] = next;
    if (typeof next !== 'number') node = next;
  }
}

function numbered(root: Node): readonly Node[] {
  const nodes = [root];
  for (const node of nodes)
    for (const child of [node.zero, node.one]) if (typeof child === 'object') nodes.push(child);
  return nodes;
}

function recordOf(child: Node | number | undefined, nodes: readonly Node[]): Buffer {
  const record = Buffer.alloc(recordBytes);
  if (child === undefined) record.writeUInt32BE(nodes.length);
  else if (typeof child === 'number') record.writeUInt32BE(nodes.length + 16 + child);
  else record.writeUInt32BE(nodes.indexOf(child));
  return record;
}

const types = { string: 2, double: 3, uint32: 6, map: 7, array: 11, boolean: 14 } as const;

/** A buffer is taken as it is. */
function encode(value: MmdbValue): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string')
    return Buffer.concat([control('string', Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === 'boolean') return control('boolean', value ? 1 : 0);
  if (typeof value === 'number') return encodeNumber(value);
  if (Array.isArray(value))
    return Buffer.concat([control('array', value.length), ...value.map(encode)]);
  const entries = Object.entries(value as Readonly<Record<string, MmdbValue>>);
  return Buffer.concat([
    control('map', entries.length),
    ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)]),
  ]);
}

function encodeNumber(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control('uint32', 4), bytes]);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([control('double', 8), bytes]);
}

/** The control byte: three bits of type and five of size; types from 8 on have a byte of their own. */
function control(type: keyof typeof types, size: number): Buffer {
  const number = types[type];
  const first = number > 7 ? 0 : number << 5;
  const extended = number > 7 ? [number - 7] : [];
  if (size < 29) return Buffer.from([first | size, ...extended]);
  return Buffer.from([first | 29, ...extended, size - 29]);
}
