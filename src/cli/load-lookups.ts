import { basename } from 'node:path';
import { loadBaseline } from '#src/adapters/baseline/model-file.ts';
import { entriesOf } from '#src/adapters/indicators/formats.ts';
import { indicatorsFrom } from '#src/adapters/indicators/indicators.ts';
import { parseAddressList } from '#src/adapters/networks/address-list.ts';
import { parseAwsRanges } from '#src/adapters/networks/aws-ranges.ts';
import { type AskMmdb, openMmdb } from '#src/adapters/networks/mmdb-file.ts';
import { type NetworkFiles, networksFrom } from '#src/adapters/networks/networks.ts';
import { readSuppliedFile } from '#src/adapters/supplied-file.ts';
import type { Indicators } from '#src/enrich/indicators.ts';
import { type Lookups, noLookups } from '#src/enrich/lookups.ts';
import type { Networks } from '#src/enrich/networks.ts';
import type { Config } from '#src/model/config.ts';
import { AppError, InvalidInputError, UsageError } from '#src/model/errors.ts';

/** Lists of addresses and of indicators with as many entries as are taken stay far below. */
const mostTextBytes = 256 * 1024 ** 2;

/**
 * Everything that enrichments look things up in, from the files that the configuration names. Their paths are absolute
 * (see config-paths). A file that is missing or damaged is an error: silence would look like “nothing known”.
 */
export function loadLookups(config: Config, dataFolder?: string): Lookups {
  return {
    ...noLookups,
    baseline: dataFolder === undefined ? undefined : loadBaseline(dataFolder),
    networks: loadNetworks(config.network),
    indicators: loadIndicators(config.intelligence.files),
  };
}

function loadNetworks(settings: Config['network']): Networks {
  const { awsRanges, hosting } = settings;
  const lists = Object.entries(settings.lists).map(([name, file]) => {
    const read = (path: string) => parseAddressList(readText(path), path);
    return [name, supplied(file, `network.lists.${name}`, read)] as const;
  });
  return networksFrom({
    ...openMmdbFiles(settings),
    ...(awsRanges === undefined ? {} : { awsRanges: loadAwsRanges(awsRanges) }),
    lists: new Map(lists),
    hosting,
  });
}

/** Two settings may name one file, which is then opened once. */
function openMmdbFiles(
  settings: Config['network'],
): Pick<NetworkFiles, 'asn' | 'country' | 'anonymous'> {
  const opened = new Map<string, AskMmdb>();
  const files = (['asn', 'country', 'anonymous'] as const).flatMap((key) => {
    const file = settings[key];
    if (file === undefined) return [];
    const ask = opened.get(file) ?? supplied(file, `network.${key}`, openMmdb);
    opened.set(file, ask);
    return [[key, ask] as const];
  });
  return Object.fromEntries(files);
}

function loadAwsRanges(file: string): ReturnType<typeof parseAwsRanges> {
  return supplied(file, 'network.awsRanges', (path) => parseAwsRanges(readText(path), path));
}

function loadIndicators(files: readonly string[]): Indicators {
  const feeds = files.map((file, at) => ({
    source: basename(file),
    entries: supplied(file, `intelligence.files.${at}`, (path) => [
      ...entriesOf(readText(path), path),
    ]),
  }));
  return indicatorsFrom(feeds);
}

/** Windows writes a mark in front of a text that says how it is encoded. */
function readText(file: string): string {
  const bytes = readSuppliedFile(file, mostTextBytes);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new InvalidInputError(`${file}: is UTF-16; save it as UTF-8`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** Says which line of the configuration named the file, and what to do about it. */
function supplied<T>(file: string, setting: string, read: (file: string) => T): T {
  try {
    return read(file);
  } catch (cause) {
    if (cause instanceof AppError)
      throw new InvalidInputError(`${cause.message} (named by ${setting} in the configuration)`, {
        cause,
      });
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no file' : `${code ?? 'an error'} while reading`;
    throw new UsageError(
      `${setting}: ${what} ${file}; correct the path in the configuration or remove the setting`,
      { cause },
    );
  }
}
