import { type Response as MmdbRecord, Reader } from 'maxmind';
import { InvalidInputError, UpstreamError } from '#src/model/errors.ts';
import { readSuppliedFile } from '../supplied-file.ts';
import { checkBounds } from './mmdb-bounds.ts';

type Cache = NonNullable<NonNullable<ConstructorParameters<typeof Reader>[1]>['cache']>;

/** What a MaxMind DB file says about an address, unread; undefined where it says nothing. */
export type AskMmdb = (ip: string) => unknown;

/** https://maxmind.github.io/MaxMind-DB/: the last of these marks where the metadata begin. */
const metadataMarker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const separatorBytes = 16;
/** The largest that are sold have half of it. */
const mostBytes = 1024 ** 3;
/** In a control byte: the metadata are a map with fewer than 29 fields. */
const isMap = (control: number) => control >= 0xe0 && control < 0xfd;

/** Throws an InvalidInputError that says what is wrong with the file and what to do. */
export function openMmdb(file: string): AskMmdb {
  const bytes = readSuppliedFile(file, mostBytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new InvalidInputError(
      `${file}: is compressed; unpack it and name the .mmdb file that is inside`,
    );
  if (bytes.lastIndexOf(metadataMarker) === -1)
    throw new InvalidInputError(
      `${file}: is not a MaxMind DB file, or its end is missing; download it again`,
    );
  const bounds = boundsOf(bytes);
  const reader = readerOf(bytes, file, bounds.cache);
  return (ip) => {
    try {
      bounds.begin(reader.metadata.searchTreeSize + separatorBytes);
      return reader.get(ip) ?? undefined;
    } catch (cause) {
      throw new UpstreamError(`${file} is damaged: it has no answer for ${ip}`, { cause });
    }
  };
}

function readerOf(bytes: Buffer, file: string, cache: Cache): Reader<MmdbRecord> {
  let reader: Reader<MmdbRecord>;
  try {
    checkMetadata(bytes);
    reader = new Reader(bytes, { cache });
  } catch (cause) {
    throw new InvalidInputError(`${file}: cannot be read as a MaxMind DB file; download it again`, {
      cause,
    });
  }
  const { searchTreeSize, nodeCount } = reader.metadata;
  const isWhole =
    nodeCount > 0 && searchTreeSize + separatorBytes <= bytes.lastIndexOf(metadataMarker);
  if (!isWhole)
    throw new InvalidInputError(`${file}: is shorter than it says itself; download it again`);
  return reader;
}

/** Throws unless they are where the reader looks for them, and bounded. */
function checkMetadata(bytes: Buffer): void {
  const start = bytes.lastIndexOf(metadataMarker) + metadataMarker.length;
  if (!isMap(bytes.readUInt8(start)) || bytes.includes('MaxMind.com', start))
    throw new RangeError('the metadata are no map');
  checkBounds(bytes, start, start);
}

interface Bounds {
  readonly cache: Cache;
  /** A value will be looked up; `base` is where the values begin. */
  begin(base: number): void;
}

/** The reader asks its cache for a value before it reads it: nothing is remembered, and what has no bounds is not read. */
function boundsOf(bytes: Buffer): Bounds {
  let base: number | undefined;
  return {
    begin(start) {
      base = start;
    },
    cache: {
      get(place) {
        // The values that it points to were passed with it.
        if (base !== undefined) checkBounds(bytes, base, Number(place));
        base = undefined;
      },
      set() {},
    },
  };
}
