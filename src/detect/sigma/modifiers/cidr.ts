import { BlockList, isIP } from 'node:net';
import { memoized } from '../memo.ts';
import type { TextTest } from '../pattern.ts';

/** Whether a text is an address inside any of the networks. Throws a TypeError with the reason for what is no network. */
export function compileCidrs(networks: readonly string[]): TextTest {
  const blocks = new BlockList();
  for (const network of networks) addNetwork(blocks, network);
  return memoized((text) => {
    const address = withoutZone(text);
    const version = isIP(address);
    return version !== 0 && blocks.check(address, version === 4 ? 'ipv4' : 'ipv6');
  });
}

function addNetwork(blocks: BlockList, network: string): void {
  const [address = '', prefix, ...more] = network.trim().split('/');
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  const isLength = prefix === undefined || /^\d{1,3}$/.test(prefix);
  if (version === 0 || more.length > 0 || !isLength || length > longest) {
    throw new TypeError(`"${network}" is not a network such as 10.0.0.0/8 or 2001:db8::/32`);
  }
  blocks.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
}

function withoutZone(text: string): string {
  const zone = text.indexOf('%');
  return zone < 0 ? text : text.slice(0, zone);
}
