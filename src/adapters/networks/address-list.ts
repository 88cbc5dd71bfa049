import { InvalidInputError } from '#src/model/errors.ts';
import {
  type Block,
  blockOf,
  blocksBetween,
  CidrTable,
} from '#src/normalize/address/cidr-table.ts';

/** More entries than any list of addresses that people make; the machine's memory is shared. */
const mostEntries = 2_000_000;
const mostFaults = 5;
/** Two addresses of IPv6 with a dash between them are half as long. */
const longestEntry = 200;

/** An address, a block or `first - last` a line; `#` and `;` begin remarks. Every faulty line is named, up to five. */
export function parseAddressList(text: string, file: string): CidrTable<true> {
  const table = new CidrTable<true>();
  const faults: string[] = [];
  let number = 0;
  let added = 0;
  for (const line of text.split('\n')) {
    number += 1;
    const entry = line.replace(/(?:^|\s)[#;].*$/, '').trim();
    if (entry === '') continue;
    const blocks = blocksOf(entry);
    if (blocks.length === 0) faults.push(faultOf(file, number, entry));
    if (faults.length >= mostFaults) break;
    for (const block of blocks) table.add(block, true);
    // Counted with repetitions: each of them takes its time.
    added += blocks.length;
    if (added > mostEntries)
      throw new InvalidInputError(
        `${file}:${number}: has more than ${mostEntries} entries; join neighbouring addresses to ranges`,
      );
  }
  if (faults.length > 0) throw new InvalidInputError(faults.join('\n'));
  return table;
}

function blocksOf(entry: string): readonly Block[] {
  if (entry.length > longestEntry) return [];
  const dash = /^(\S+?)\s*-\s*(\S+)$/.exec(entry);
  if (dash !== null) return blocksBetween(dash[1] ?? '', dash[2] ?? '');
  const block = blockOf(entry);
  return block === undefined ? [] : [block];
}

function faultOf(file: string, line: number, entry: string): string {
  const shown = JSON.stringify(entry.slice(0, 60));
  return `${file}:${line}: ${shown} is neither an address nor a range; write 192.0.2.1, 192.0.2.0/24 or 192.0.2.1 - 192.0.2.9`;
}
