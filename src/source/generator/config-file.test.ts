import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Config } from '#src/model/config.ts';
import { blockOf, CidrTable } from '#src/normalize/address/cidr-table.ts';
import { configFile } from './config-file.ts';
import type { GenerateOptions } from './options.ts';
import { buildOrganization } from './organization.ts';

const base: GenerateOptions = {
  seed: 7,
  events: 100,
  days: 1,
  start: Date.UTC(2026, 10, 2),
  accounts: 9,
  people: 30,
  cardinality: 'low',
  duplicatePercent: 0,
};

describe('the configuration of a generated organisation', () => {
  it.each(['low', 'high'] as const)(
    'knows its accounts and where its people are, with %s cardinality',
    (cardinality) => {
      const options = { ...base, cardinality };
      const { accounts, people } = buildOrganization(options);

      const config = Config.parse(parse(configFile(options).text));

      expect(config.accounts.map(({ id, name }) => [id, name])).toEqual(
        accounts.map(({ id, name }) => [id, name]),
      );
      const own = new CidrTable<true>();
      for (const range of config.egress) {
        const block = blockOf(range);
        if (block !== undefined) own.add(block, true);
      }
      for (const { address } of people) expect(own.find(address)).toBe(true);
      expect(config.identities.ci).toContain('terraform');
    },
  );
});
