/** The modifiers of one item, understood. */
export interface Chain {
  readonly kind: 'text' | 're' | 'cidr' | 'exists' | 'compare' | 'fieldref';
  readonly position: Position | undefined;
  /** In the order written. */
  readonly transforms: readonly Transform[];
  readonly comparison: Comparison | undefined;
  readonly timePart: TimePart | undefined;
  readonly regexFlags: ReadonlySet<string>;
  readonly all: boolean;
  readonly cased: boolean;
  readonly negated: boolean;
  readonly expand: boolean;
}

const positions = ['contains', 'startswith', 'endswith'] as const;
export type Position = (typeof positions)[number];

const encodings = ['base64', 'base64offset'] as const;
const transforms = [
  'windash',
  'utf16le',
  'utf16be',
  'utf16',
  'wide',
  'base64',
  'base64offset',
] as const;
export type Transform = (typeof transforms)[number];

const comparisons = ['lt', 'lte', 'gt', 'gte'] as const;
export type Comparison = (typeof comparisons)[number];

const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof timeParts)[number];

const regexFlags = ['i', 'm', 's'] as const;
const flags = ['all', 'cased', 'neq', 'expand'] as const;
const types = ['re', 'cidr', 'exists', 'fieldref'] as const;

const known: ReadonlySet<string> = new Set([
  ...positions,
  ...transforms,
  ...comparisons,
  ...timeParts,
  ...regexFlags,
  ...flags,
  ...types,
]);

interface ReadChain {
  readonly chain: Chain;
  readonly faults: readonly string[];
}

const plainChain = understand([], true);

/**
 * Understands modifiers, or says all that is wrong with them.
 * https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-modifiers.md
 */
export function readChain(modifiers: readonly string[], hasField: boolean): ReadChain {
  return modifiers.length === 0 && hasField ? plainChain : understand(modifiers, hasField);
}

function understand(modifiers: readonly string[], hasField: boolean): ReadChain {
  const unknown = modifiers.filter((modifier) => !known.has(modifier));
  const chain = chainOf(modifiers);
  const faults = [
    ...unknown.map((modifier) => `unknown modifier "${modifier}"`),
    ...repeated(modifiers).map((modifier) => `modifier "${modifier}" is repeated`),
    ...combinationFaults(modifiers, chain, hasField),
  ];
  return { chain, faults };
}

function chainOf(modifiers: readonly string[]): Chain {
  const pick = <T extends string>(from: readonly T[]): T[] =>
    modifiers.flatMap((modifier) => from.filter((one) => one === modifier));
  const [comparison] = pick(comparisons);
  const [timePart] = pick(timeParts);
  const [type] = pick(types);
  return {
    kind: type ?? (comparison === undefined && timePart === undefined ? 'text' : 'compare'),
    position: pick(positions)[0],
    transforms: pick(transforms),
    comparison,
    timePart,
    regexFlags: new Set(pick(regexFlags)),
    all: modifiers.includes('all'),
    cased: modifiers.includes('cased'),
    negated: modifiers.includes('neq'),
    expand: modifiers.includes('expand'),
  };
}

function repeated(modifiers: readonly string[]): readonly string[] {
  return [...new Set(modifiers.filter((modifier, index) => modifiers.indexOf(modifier) !== index))];
}

function combinationFaults(
  modifiers: readonly string[],
  chain: Chain,
  hasField: boolean,
): readonly string[] {
  const checks: readonly (readonly [boolean, string])[] = [
    [count(modifiers, positions) > 1, 'contains, startswith and endswith exclude each other'],
    [
      count(modifiers, types) + Math.max(count(modifiers, comparisons), chain.timePart ? 1 : 0) > 1,
      're, cidr, exists, fieldref, comparisons and time parts exclude each other',
    ],
    [count(modifiers, comparisons) > 1, 'an item makes one comparison only'],
    [count(modifiers, timeParts) > 1, 'an item looks at one part of a time only'],
    [isComparedTooEarly(modifiers), 'the part of a time must be named before the comparison'],
    [isFlagWithoutRegex(modifiers), 'i, m and s are allowed only after re'],
    [
      isEncodedTooLate(modifiers),
      'base64 and base64offset must stand before contains, startswith or endswith',
    ],
    [!allowsPosition(chain), `${chain.position} cannot be combined with ${kindWord(chain)}`],
    [
      chain.transforms.length > 0 && chain.kind !== 'text',
      `${chain.transforms[0]} cannot be combined with ${kindWord(chain)}`,
    ],
    [
      chain.cased && !['text', 'fieldref', 're'].includes(chain.kind),
      `cased cannot be combined with ${kindWord(chain)}`,
    ],
    [chain.cased && chain.regexFlags.has('i'), 'cased and i contradict each other'],
    [chain.all && chain.kind === 'exists', 'all cannot be combined with exists'],
    [
      chain.negated && (chain.kind === 'exists' || chain.comparison !== undefined),
      `neq cannot be combined with ${chain.comparison ?? 'exists'}`,
    ],
    [
      chain.expand && !['text', 're', 'cidr'].includes(chain.kind),
      `expand cannot be combined with ${kindWord(chain)}`,
    ],
    [!hasField && !['text', 're', 'cidr'].includes(chain.kind), `${kindWord(chain)} needs a field`],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, reason]) => reason);
}

function count(modifiers: readonly string[], from: readonly string[]): number {
  return modifiers.filter((modifier) => from.includes(modifier)).length;
}

function kindWord({ kind, comparison, timePart }: Chain): string {
  return kind === 'compare' ? (timePart ?? comparison ?? kind) : kind;
}

function allowsPosition({ kind, position }: Chain): boolean {
  if (position === undefined || kind === 'text' || kind === 'fieldref') return true;
  // A regular expression is searched for anywhere anyway.
  return kind === 're' && position === 'contains';
}

function isFlagWithoutRegex(modifiers: readonly string[]): boolean {
  const first = firstOf(regexFlags, modifiers);
  const regex = modifiers.indexOf('re');
  return first >= 0 && (regex < 0 || first < regex);
}

function isEncodedTooLate(modifiers: readonly string[]): boolean {
  const position = firstOf(positions, modifiers);
  return position >= 0 && firstOf(encodings, modifiers.slice(position)) >= 0;
}

function isComparedTooEarly(modifiers: readonly string[]): boolean {
  const comparison = firstOf(comparisons, modifiers);
  return comparison >= 0 && firstOf(timeParts, modifiers.slice(comparison)) >= 0;
}

/** Where the first of these modifiers stands, or -1. */
function firstOf(wanted: readonly string[], modifiers: readonly string[]): number {
  const places = wanted.map((one) => modifiers.indexOf(one)).filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}
