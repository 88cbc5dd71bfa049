import type { S3Options } from '#src/adapters/objects/s3-client.ts';
import type { RuleDocument } from '#src/detect/sigma/parse.ts';
import type { Config } from '#src/model/config.ts';
import type { HashKey } from '#src/normalize/batch/keyed-hash.ts';
import type { FilterTerms } from './record-filter.ts';

/** All that a thread needs to know, as plain data. */
export interface JobDescription {
  /** Accounts, identities, placeholder values and limits. */
  readonly config: Pick<Config, 'accounts' | 'identities' | 'expand' | 'limits'>;
  readonly filter: FilterTerms;
  readonly s3: S3Options;
  /** Sigma rules, correlations and filters; each thread parses them, for compiled rules cannot cross. */
  readonly rules: readonly RuleDocument[];
  /** Put the record into the detections of rules that people are shown. */
  readonly withRecords: boolean;
  /** With it, matches that only correlations use come as candidates, with their texts hashed under this key. */
  readonly candidateKey?: HashKey | undefined;
  /** Make batches for the event history that has this key. */
  readonly historyKey?: HashKey | undefined;
}

/** Matches that a configured filter took away. */
export interface Quieted {
  /** Title of the filter. */
  readonly filter: string;
  readonly count: number;
}
