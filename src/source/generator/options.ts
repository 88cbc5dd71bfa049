export const cardinalities = ['low', 'high'] as const;
export type Cardinality = (typeof cardinalities)[number];

/** What to make. The same options give the same bytes. */
export interface GenerateOptions {
  readonly seed: number;
  /** Who works where; the seed when not given. The same organisation can thus live through different days. */
  readonly organizationSeed?: number | undefined;
  /** About this many events, attacks included, second deliveries not. */
  readonly events: number;
  readonly days: number;
  /** First moment, milliseconds since 1970; the start of a day in UTC. */
  readonly start: number;
  readonly accounts: number;
  readonly people: number;
  /** About this many files; never fewer than one a day for each account and region in use. */
  readonly files?: number | undefined;
  /** `high`: unique object keys and error messages, many addresses, user agents and actors. */
  readonly cardinality: Cardinality;
  /** Share of the events that are delivered twice, in percent. */
  readonly duplicatePercent: number;
  /** Ids of the attacks to mix in; all of them when not given. */
  readonly scenarios?: readonly string[] | undefined;
}

/** One file of the tree: `text` is to be compressed when the path ends in .gz. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
  /** Records in it; 0 for the ground truth. */
  readonly events: number;
}

/** A line of ground-truth.jsonl: what an analyst should find. */
export interface GroundTruth {
  readonly scenario: string;
  readonly title: string;
  /** ATT&CK, version 19. */
  readonly techniques: readonly string[];
  /** `Actor.key` of the one who did it. */
  readonly actor: string;
  /** ARNs or names from the first identity to the one that acted. */
  readonly chain: readonly string[];
  readonly accounts: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly eventIds: readonly string[];
}
