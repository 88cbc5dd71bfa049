import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface Block {
  readonly family: 4 | 6;
  /** First address as a number, and how many leading bits the block fixes. */
  readonly first: bigint;
  readonly bits: number;
}

const widths = { 4: 32, 6: 128 } as const;

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * An address in its usual notation; undefined for anything else. IPv4 written as IPv6 (`::ffff:192.0.2.1`) is IPv4. Both
 * parsers must agree: the one of Node takes scopes (`fe80::1%-`) at which the other throws, and the other takes `10`.
 */
export function addressOf(text: string): Address | undefined {
  return isIP(text) !== 0 && ipaddr.isValid(text) ? ipaddr.process(text) : undefined;
}

/** The address as a block of one. */
function blockOfAddress(address: string): Block | undefined {
  const parsed = addressOf(address);
  if (parsed === undefined) return undefined;
  const family = parsed.kind() === 'ipv4' ? 4 : 6;
  return { family, first: numberOf(parsed.toByteArray()), bits: widths[family] };
}

/** An address or a block in CIDR notation; bits of the address beyond the prefix are ignored, as firewalls do. */
export function blockOf(text: string): Block | undefined {
  const slash = text.indexOf('/');
  const address = blockOfAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined || slash === -1) return address;
  const prefix = text.slice(slash + 1);
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (bits < 0 || bits > widths[address.family]) return undefined;
  const rest = BigInt(widths[address.family] - bits);
  return { family: address.family, first: (address.first >> rest) << rest, bits };
}

/** The fewest blocks that hold exactly the addresses from `first` to `last`; empty when these make no range. */
export function blocksBetween(first: string, last: string): readonly Block[] {
  const from = blockOfAddress(first);
  const to = blockOfAddress(last);
  if (from === undefined || to === undefined || from.family !== to.family) return [];
  const { family } = from;
  const blocks: Block[] = [];
  let at = from.first;
  while (at <= to.first) {
    const size = largestSize(at, to.first, widths[family]);
    blocks.push({ family, first: at, bits: widths[family] - size });
    at += 1n << BigInt(size);
  }
  return blocks;
}

/** The first 64 bits of an IPv6 address as a block, `2001:db8:0:1::/64`; undefined for other addresses. */
export function prefix64Of(address: string): string | undefined {
  const parsed = addressOf(address);
  if (parsed?.kind() !== 'ipv6') return undefined;
  const network = [...parsed.toByteArray().slice(0, 8), ...Array<number>(8).fill(0)];
  return `${ipaddr.fromByteArray(network).toString()}/64`;
}

/** Values by address block. Blocks may lie inside one another; the smallest that holds an address answers. */
export class CidrTable<Value> {
  readonly #byBits = { 4: new Map(), 6: new Map() } as Record<4 | 6, Map<number, Level<Value>>>;
  /** Prefix lengths in use, the longest first. */
  readonly #lengths: Record<4 | 6, readonly number[]> = { 4: [], 6: [] };
  #size = 0;

  /** Number of different blocks. */
  get size(): number {
    return this.#size;
  }

  /** `merge` decides when the block is there already; without it the first value stays. */
  add(block: Block, value: Value, merge?: (old: Value, added: Value) => Value): void {
    const { family, first, bits } = block;
    const level = this.#byBits[family].get(bits) ?? this.#newLevel(family, bits);
    const key = keyOf(first, bits, family);
    const old = level.get(key);
    if (old === undefined) this.#size += 1;
    else if (merge === undefined) return;
    level.set(key, old === undefined || merge === undefined ? value : merge(old, value));
  }

  /** The value of the smallest block that holds the address; undefined for none, or when this is no address. */
  find(address: string): Value | undefined {
    const block = blockOfAddress(address);
    return block === undefined ? undefined : this.findBlock(block);
  }

  /** The same for a whole block: one that holds all of it. */
  findBlock({ family, first, bits: most }: Block): Value | undefined {
    for (const bits of this.#lengths[family]) {
      if (bits > most) continue;
      const value = this.#byBits[family].get(bits)?.get(keyOf(first, bits, family));
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #newLevel(family: 4 | 6, bits: number): Level<Value> {
    const level: Level<Value> = new Map();
    this.#byBits[family].set(bits, level);
    this.#lengths[family] = [...this.#lengths[family], bits].toSorted((a, b) => b - a);
    return level;
  }
}

type Level<Value> = Map<number | bigint, Value>;

/** Keys of IPv4 are small numbers: a list of a hundred thousand addresses stays small. */
function keyOf(first: bigint, bits: number, family: 4 | 6): number | bigint {
  const key = first >> BigInt(widths[family] - bits);
  return family === 4 ? Number(key) : key;
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** How many low bits a block may leave open that begins at `first` and does not pass `last`. */
function largestSize(first: bigint, last: bigint, width: number): number {
  let size = 0;
  while (size < width) {
    const next = 1n << BigInt(size + 1);
    if (first % next !== 0n || first + next - 1n > last) break;
    size += 1;
  }
  return size;
}
