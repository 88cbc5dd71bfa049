import type { GenerateOptions } from './options.ts';
import { createRandom, type Random } from './random.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly regions: readonly string[];
  readonly buckets: readonly string[];
  readonly instances: readonly string[];
  readonly functions: readonly string[];
  readonly secrets: readonly string[];
  readonly tables: readonly string[];
  readonly keyIds: readonly string[];
  readonly groups: readonly string[];
}

export interface Person {
  readonly name: string;
  readonly mail: string;
  /** Hours ahead of UTC. */
  readonly timeZone: number;
  readonly address: string;
  readonly browser: string;
  readonly commandLine: string;
  /** Accounts where the person works. */
  readonly accounts: readonly Account[];
  readonly permissionSet: string;
}

export interface Organization {
  readonly seed: number;
  readonly id: string;
  readonly accounts: readonly Account[];
  readonly management: Account;
  readonly people: readonly Person[];
}

/** Of nobody in the organisation. */
export const strangerAccount = '999988887777';

const knownAccounts = ['111122223333', '444455556666', '777788889999', '222233334444'];
const accountNames = ['management', 'production', 'staging', 'security', 'data', 'sandbox'];
const homeRegions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'us-west-2', 'ap-southeast-2'];
const firstNames =
  'ann ben carla dev eva finn gita hugo ines jan kira liam mei nils olga paul quinn rosa sam tara ugo vera will xenia yuri zoe'.split(
    ' ',
  );
const timeZones = [0, 1, 1, 1, -5, -8, 5.5];
const permissionSets = ['PowerUser', 'ReadOnly', 'PowerUser', 'Administrator', 'Billing'];
const browsers = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
];
const commandLines = [
  'aws-cli/2.31.3 md/awscrt#0.28.1 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython m/E,b cfg/retry-mode#standard md/installer#exe md/prompt#off',
  'aws-cli/2.30.6 md/awscrt#0.27.6 ua/2.1 os/linux#6.12.0 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/Z,b cfg/retry-mode#standard md/installer#exe md/prompt#off',
];

export function buildOrganization(options: GenerateOptions): Organization {
  const seed = options.organizationSeed ?? options.seed;
  const random = createRandom(seed, 'organization');
  const high = options.cardinality === 'high';
  const accounts = Array.from({ length: Math.max(1, options.accounts) }, (_, index) =>
    buildAccount(random, index, high),
  );
  const management = random.pick(accounts.slice(0, 1));
  const people = Array.from({ length: Math.max(1, options.people) }, (_, index) =>
    buildPerson(random, index, accounts, high),
  );
  return { seed, id: 'o-exampleorgid', accounts, management, people };
}

/** Addresses of the three networks set aside for examples (RFC 5737), and of IPv6 (RFC 3849) where many are wanted. */
export const network = {
  office: (random: Random) => `192.0.2.${random.between(1, 254)}`,
  runner: (random: Random) => `198.51.100.${random.between(128, 254)}`,
  elsewhere: (random: Random) => `203.0.113.${random.between(1, 254)}`,
  inside: (random: Random) =>
    `10.${random.between(0, 3)}.${random.below(256)}.${random.between(1, 254)}`,
  any: (random: Random) => `2001:db8:${random.hex(4)}:${random.hex(4)}::${random.hex(4)}`,
};

function buildAccount(random: Random, index: number, high: boolean): Account {
  const name = accountNames[index] ?? `team-${index - accountNames.length + 1}`;
  const id = knownAccounts[index] ?? String(300_000_000_000 + random.below(600_000_000_000));
  const many = <T>(low: number, make: (position: number) => T) =>
    Array.from({ length: high ? low * 20 : low }, (_, position) => make(position));
  const regions = index === 0 ? ['us-east-1'] : homeRegions.slice(0, 2 + (index % 2));
  return {
    id,
    name,
    regions,
    buckets: many(6, (n) => `example-${name}-${pickName(bucketNames, n)}`),
    instances: many(12, () => `i-0${random.hex(16)}`),
    functions: many(8, (n) => pickName(functionNames, n)),
    secrets: many(6, (n) => `${name}/${pickName(secretNames, n)}`),
    tables: many(5, (n) => pickName(tableNames, n)),
    keyIds: many(4, () => random.uuid()),
    groups: many(8, () => `sg-0${random.hex(16)}`),
  };
}

const bucketNames = ['assets', 'uploads', 'exports', 'logs', 'backups', 'artifacts'];
const functionNames =
  'order-intake invoice-mailer image-resize stock-sync audit-export token-refresh report-daily webhook'.split(
    ' ',
  );
const secretNames = [
  'orders-db',
  'stripe-api',
  'smtp-relay',
  'redis',
  'search-api',
  'partner-sftp',
];
const tableNames = ['orders', 'customers', 'stock', 'sessions', 'invoices'];

function pickName(names: readonly string[], index: number): string {
  const round = Math.floor(index / names.length);
  const name = names[index % names.length] ?? 'thing';
  return round === 0 ? name : `${name}-${round}`;
}

function buildPerson(
  random: Random,
  index: number,
  accounts: readonly Account[],
  high: boolean,
): Person {
  const name = pickName(firstNames, index);
  const others = accounts.slice(1).filter(() => random.chance(0.5));
  return {
    name,
    mail: `${name}@example.com`,
    timeZone: random.pick(timeZones),
    address: high ? network.any(random) : network.office(random),
    browser: random.pick(browsers),
    commandLine: random.pick(commandLines),
    accounts: others.length > 0 ? others : accounts.slice(-1),
    permissionSet: permissionSets[index % permissionSets.length] ?? 'ReadOnly',
  };
}
