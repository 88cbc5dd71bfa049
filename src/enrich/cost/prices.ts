/** Lowest and highest US dollars. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * List prices on demand, Linux, us-east-1, as AWS published them after the cuts for GPU machines of June 2025. Where a
 * price was cut or differs by variant, both ends are given. They say the size of a bill, not its cents.
 */
export const priceDate = '2025-06-30';
export const priceSource =
  'AWS public price pages (aws.amazon.com/ec2/pricing/on-demand, /rds, /redshift, /bedrock/pricing and others), us-east-1, Linux';

/** Dollars an hour for the size `xlarge`; the other sizes of these families cost in proportion. */
export const familyPrices: ReadonlyMap<string, number> = new Map(
  // biome-ignore format: one line a kind of machine is easier to compare with the price page than one a family.
  Object.entries({
    t1: 0.16, t2: 0.1856, t3: 0.1664, t3a: 0.1504, t4g: 0.1344,
    m1: 0.35, m3: 0.266, m4: 0.2, m5: 0.192, m5a: 0.172, m5ad: 0.206, m5d: 0.226, m5n: 0.238,
    m5dn: 0.272, m5zn: 0.33, m6i: 0.192, m6a: 0.1728, m6g: 0.154, m6gd: 0.1808, m6id: 0.2373,
    m6in: 0.2785, m6idn: 0.3182, m7i: 0.2016, 'm7i-flex': 0.1915, m7a: 0.2318, m7g: 0.1632,
    m7gd: 0.2136, m8g: 0.1795, m8gd: 0.2372, m8i: 0.2117, 'm8i-flex': 0.2011,
    c3: 0.21, c4: 0.199, c5: 0.17, c5a: 0.154, c5ad: 0.172, c5d: 0.192, c5n: 0.216, c6i: 0.17,
    c6a: 0.153, c6g: 0.136, c6gd: 0.1536, c6gn: 0.1728, c6id: 0.2016, c6in: 0.2268, c7i: 0.1785,
    'c7i-flex': 0.1696, c7a: 0.2053, c7g: 0.145, c7gd: 0.1814, c7gn: 0.2496, c8g: 0.1595,
    c8gd: 0.1962, c8gn: 0.237, c8i: 0.1874,
    r3: 0.333, r4: 0.266, r5: 0.252, r5a: 0.226, r5ad: 0.262, r5b: 0.298, r5d: 0.288, r5n: 0.298,
    r5dn: 0.334, r6i: 0.252, r6a: 0.2268, r6g: 0.2016, r6gd: 0.2304, r6id: 0.3024, r6in: 0.3487,
    r6idn: 0.3908, r7i: 0.2646, r7a: 0.3043, r7g: 0.2142, r7gd: 0.2722, r7iz: 0.372, r8g: 0.2357,
    r8gd: 0.294, r8i: 0.2778,
    z1d: 0.372,
    x1: 0.4168, x1e: 0.834, x2gd: 0.334, x2idn: 0.4168, x2iedn: 0.8336, x2iezn: 0.834,
    x8g: 0.3908,
    i2: 0.853, i3: 0.312, i3en: 0.452, i4i: 0.343, i4g: 0.3089,
    im4gn: 0.3638,
    is4gen: 0.576,
    i7i: 0.3775, i7ie: 0.5198, i8g: 0.3432,
    d2: 0.69, d3: 0.499, d3en: 0.526,
    h1: 0.234,
    hpc6a: 0.12, hpc6id: 0.1782, hpc7a: 0.075, hpc7g: 0.105,
    f1: 0.825, f2: 0.33,
    g3: 0.285,
    p2: 0.9,
  }),
);

const one = (price: number): Range => ({ low: price, high: price });

/** Dollars an hour for machines whose sizes do not cost in proportion: mostly those with accelerators. */
export const typePrices: ReadonlyMap<string, Range> = new Map<string, Range>([
  ...rows('g3s', { xlarge: 0.75 }),
  ...rows('g4dn', { xlarge: 0.526, '2xlarge': 0.752, '4xlarge': 1.204, '8xlarge': 2.176 }),
  ...rows('g4dn', { '12xlarge': 3.912, '16xlarge': 4.352, metal: 7.824 }),
  ...rows('g4ad', { xlarge: 0.379, '2xlarge': 0.541, '4xlarge': 0.867, '8xlarge': 1.734 }),
  ...rows('g4ad', { '16xlarge': 3.468 }),
  ...rows('g5', { xlarge: 1.006, '2xlarge': 1.212, '4xlarge': 1.624, '8xlarge': 2.448 }),
  ...rows('g5', { '12xlarge': 5.672, '16xlarge': 4.096, '24xlarge': 8.144, '48xlarge': 16.288 }),
  ...rows('g5g', { xlarge: 0.42, '2xlarge': 0.556, '4xlarge': 0.828, '8xlarge': 1.372 }),
  ...rows('g5g', { '16xlarge': 2.744, metal: 2.744 }),
  ...rows('g6', { xlarge: 0.805, '2xlarge': 0.978, '4xlarge': 1.323, '8xlarge': 2.014 }),
  ...rows('g6', { '12xlarge': 4.602, '16xlarge': 3.397, '24xlarge': 6.675, '48xlarge': 13.35 }),
  ...rows('gr6', { '4xlarge': 1.539, '8xlarge': 2.446 }),
  ...rows('g6e', { xlarge: 1.861, '2xlarge': 2.242, '4xlarge': 3.004, '8xlarge': 4.529 }),
  ...rows('g6e', { '12xlarge': 10.493, '16xlarge': 7.577, '24xlarge': 15.066, '48xlarge': 30.131 }),
  ...rows('p3', { '2xlarge': 3.06, '8xlarge': 12.24, '16xlarge': 24.48 }),
  ...rows('p3dn', { '24xlarge': 31.212 }),
  ['p4d.24xlarge', { low: 21.96, high: 32.78 }],
  ['p4de.24xlarge', { low: 27.45, high: 40.97 }],
  ['p5.4xlarge', { low: 6.88, high: 12.29 }],
  ['p5.48xlarge', { low: 55.04, high: 98.32 }],
  ['p5e.48xlarge', { low: 39.8, high: 107 }],
  ['p5en.48xlarge', { low: 63.3, high: 84.8 }],
  ['p6-b200.48xlarge', { low: 77, high: 114 }],
  ...rows('trn1', { '2xlarge': 1.344, '32xlarge': 21.5 }),
  ...rows('trn1n', { '32xlarge': 24.78 }),
  ['trn2.48xlarge', { low: 35, high: 48 }],
  ...rows('inf1', { xlarge: 0.228, '2xlarge': 0.362, '6xlarge': 1.18, '24xlarge': 4.721 }),
  ...rows('inf2', { xlarge: 0.758, '8xlarge': 1.968, '24xlarge': 6.491, '48xlarge': 12.981 }),
  ...rows('dl1', { '24xlarge': 13.109 }),
  ...rows('vt1', { '3xlarge': 0.65, '6xlarge': 1.3, '24xlarge': 5.2 }),
  ...rows('u-6tb1', { '56xlarge': 46.404, '112xlarge': 54.6, metal: 54.6 }),
  ...rows('u-12tb1', { '112xlarge': 109.2, metal: 109.2 }),
  ...rows('u-24tb1', { '112xlarge': 218.4, metal: 218.4 }),
  ...rows('mac1', { metal: 1.083 }),
  ...rows('mac2', { metal: 0.65 }),
  // Nodes of Redshift.
  ...rows('dc2', { large: 0.25, '8xlarge': 4.8 }),
  ...rows('ra3', { large: 0.543, xlplus: 1.086, '4xlarge': 3.26, '16xlarge': 13.04 }),
]);

function rows(family: string, sizes: Readonly<Record<string, number>>): [string, Range][] {
  return Object.entries(sizes).map(([size, price]) => [`${family}.${size}`, one(price)]);
}

/** What a managed service asks for a machine, as a multiple of the same machine in EC2. */
export const managedFactors = {
  ec2: one(1),
  /** MySQL, PostgreSQL and MariaDB, one zone. */
  rds: { low: 1.6, high: 2.1 },
  /** With Oracle's or Microsoft's licence, or without. */
  rdsLicensed: { low: 1.7, high: 9 },
  aurora: { low: 2.1, high: 3 },
  search: { low: 1.4, high: 1.75 },
  cache: { low: 1.45, high: 1.8 },
  sagemaker: { low: 1.15, high: 1.4 },
  emr: { low: 1.1, high: 1.25 },
  kafka: { low: 2, high: 2.3 },
} as const satisfies Readonly<Record<string, Range>>;

/** Dollars for a million tokens read and written, by words in a model's id; the first that fits counts. */
export const modelPrices: readonly (readonly [words: RegExp, input: Range, output: Range])[] = [
  [/claude.*opus/, { low: 5, high: 15 }, { low: 25, high: 75 }],
  [/claude.*sonnet/, { low: 3, high: 6 }, { low: 15, high: 30 }],
  [/claude.*haiku/, { low: 0.25, high: 1 }, { low: 1.25, high: 5 }],
  [/claude-instant/, one(0.8), one(2.4)],
  [/claude/, { low: 3, high: 15 }, { low: 15, high: 75 }],
  [/nova-premier/, one(2.5), one(12.5)],
  [/nova-pro/, one(0.8), one(3.2)],
  [/nova-(?:lite|micro)/, { low: 0.035, high: 0.06 }, { low: 0.14, high: 0.24 }],
  [/titan-(?:text|embed)/, { low: 0.02, high: 0.8 }, { low: 0.2, high: 2.4 }],
  [/llama/, { low: 0.1, high: 5.32 }, { low: 0.1, high: 16 }],
  [/mistral|mixtral|pixtral/, { low: 0.15, high: 4 }, { low: 0.2, high: 12 }],
  [/cohere/, { low: 0.1, high: 3 }, { low: 0.6, high: 15 }],
  [/deepseek/, { low: 0.62, high: 1.35 }, { low: 1.85, high: 5.4 }],
  [/ai21|jamba/, { low: 0.2, high: 2 }, { low: 0.4, high: 8 }],
];

/** Tokens of one call where the record does not say: a question and a page, or a long document and a long answer. */
export const tokensOfACall = {
  input: { low: 300, high: 50_000 },
  output: { low: 100, high: 4_000 },
} as const satisfies Readonly<Record<string, Range>>;

/** Dollars an hour for one of these, unless the name says otherwise. */
export const unitPrices = {
  /** Dearest where the model is large and no term was agreed. */
  bedrockModelUnit: { low: 5, high: 140 },
  redshiftServerlessUnit: { low: 0.36, high: 0.5 },
  /** A quarter of a CPU to sixteen. */
  fargateTask: { low: 0.012, high: 1.2 },
  eksCluster: { low: 0.1, high: 0.6 },
  /** By itself, and with 100 GB through it in each hour. */
  natGateway: { low: 0.045, high: 4.55 },
  loadBalancer: { low: 0.0225, high: 0.2 },
  transitAttachment: one(0.05),
  vpcEndpoint: { low: 0.01, high: 0.05 },
  publicAddress: one(0.005),
  workspace: { low: 0.03, high: 2 },
  lightsailInstance: { low: 0.005, high: 0.6 },
  dynamoReadUnit: one(0.000_13),
  dynamoWriteUnit: one(0.000_65),
  kinesisShard: one(0.015),
  /** Functions of 128 MB to 10 GB. */
  provisionedConcurrency: { low: 0.0019, high: 0.15 },
  /** One CPU of a machine that the service chooses. */
  anyCpu: { low: 0.034, high: 0.06 },
  volumeGigabyteMonth: { low: 0.015, high: 0.125 },
  volumeIopsMonth: { low: 0.005, high: 0.065 },
  /** Dollars for each. */
  mail: { low: 0.0001, high: 0.000_12 },
  textMessage: { low: 0.0058, high: 0.3 },
  domain: { low: 5, high: 300 },
  gigabyteOut: { low: 0.05, high: 0.09 },
} as const satisfies Readonly<Record<string, Range>>;
