import { dirname, resolve } from 'node:path';
import type { Config } from '#src/model/config.ts';

/** Paths in the configuration are meant from where its file lies, wherever the command is run. */
export function withPathsFrom(file: string, config: Config): Config {
  const folder = dirname(file);
  const { network, intelligence } = config;
  const lists = Object.entries(network.lists).map(([name, list]) => [name, resolve(folder, list)]);
  return {
    ...config,
    network: {
      ...network,
      ...resolved(folder, network, ['asn', 'country', 'anonymous', 'awsRanges']),
      lists: Object.fromEntries(lists),
    },
    intelligence: {
      ...intelligence,
      files: intelligence.files.map((each) => resolve(folder, each)),
    },
  };
}

function resolved<Key extends string>(
  folder: string,
  paths: Readonly<Partial<Record<Key, string | undefined>>>,
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  const found = keys.flatMap((key) => {
    const path = paths[key];
    return path === undefined ? [] : [[key, resolve(folder, path)] as const];
  });
  return Object.fromEntries(found) as Partial<Record<Key, string>>;
}
