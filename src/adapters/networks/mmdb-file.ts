import { readFileSync } from 'node:fs';
import { type Response as MmdbRecord, Reader } from 'maxmind';
import { InvalidInputError, UpstreamError } from '#src/model/errors.ts';

/** What a MaxMind DB file says about an address, unread; undefined where it says nothing. */
export type AskMmdb = (ip: string) => unknown;

/** https://maxmind.github.io/MaxMind-DB/: the last of these marks where the metadata begin. */
const metadataMarker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const separatorBytes = 16;

/** Throws an InvalidInputError that says what is wrong with the file and what to do. */
export function openMmdb(file: string): AskMmdb {
  const bytes = readFileSync(file);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new InvalidInputError(
      `${file}: is compressed; unpack it and name the .mmdb file that is inside`,
    );
  if (bytes.lastIndexOf(metadataMarker) === -1)
    throw new InvalidInputError(
      `${file}: is not a MaxMind DB file, or its end is missing; download it again`,
    );
  const reader = readerOf(bytes, file);
  return (ip) => {
    try {
      return reader.get(ip) ?? undefined;
    } catch (cause) {
      throw new UpstreamError(`${file} is damaged: it has no answer for ${ip}`, { cause });
    }
  };
}

function readerOf(bytes: Buffer, file: string): Reader<MmdbRecord> {
  let reader: Reader<MmdbRecord>;
  try {
    reader = new Reader(bytes);
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
