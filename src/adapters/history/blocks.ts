import { inflateBlock } from './inflate-block.ts';
import type { Place, Segments } from './segments.ts';

/** Inflated blocks; one of our own has some two megabytes. */
const mostKeptBytes = 24 * 1024 * 1024;

/** Stored blocks of raw records. Those read last are kept: what is asked about an alert lies close together. */
export interface Blocks {
  /** The inflated text. Throws when the block is damaged. */
  read(place: Place): Buffer;
  forget(): void;
}

export function openBlocks(segments: Segments): Blocks {
  /** In the order in which they were last asked for. */
  const kept = new Map<string, Buffer>();
  let bytes = 0;

  function keep(key: string, block: Buffer): void {
    kept.set(key, block);
    bytes += block.length;
    for (const [oldest, { length }] of kept) {
      if (bytes <= mostKeptBytes) break;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  return {
    read(place) {
      const key = `${place.segment} ${place.start}`;
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const block = inflateBlock(segments.read(place));
      keep(key, block);
      return block;
    },
    forget() {
      kept.clear();
      bytes = 0;
    },
  };
}
