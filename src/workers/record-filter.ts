import type { RawRecord } from '#src/model/cloud-event.ts';
import { UsageError } from '#src/model/errors.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { parseTime } from '#src/source/cloudtrail/parse-time.ts';

/** Which events a person asked for, as typed. */
export interface FilterOptions {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly account?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
}

/** Which events to keep. Plain data, for it goes to the worker threads. */
export interface FilterTerms {
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number;
  /** Milliseconds since 1970, exclusive. */
  readonly to?: number;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** `undated`: kept although a time was asked for, because the record has none that can be read. */
type FilterVerdict = 'keep' | 'drop' | 'undated';
export type RecordFilter = (record: RawRecord) => FilterVerdict;

/** Checks the options. `nowMs` is what `24h` counts back from. Throws UsageError for nonsense. */
export function filterTerms(options: FilterOptions, nowMs: number): FilterTerms {
  const { since, until, account, region } = options;
  const from = since === undefined ? undefined : parseTime(since, '--since', nowMs);
  const to = until === undefined ? undefined : parseTime(until, '--until', nowMs);
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(`--since ${since} is not before --until ${until}`);
  }
  checkEach(account, /^\d{12}$/, '--account', 'an account id of 12 digits');
  checkEach(region, /^[a-z]{2,}(-[a-z0-9]+)+$/, '--region', 'an AWS region, like eu-west-1');
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(account && { accounts: account }),
    ...(region && { regions: region }),
  };
}

function checkEach(
  values: readonly string[] | undefined,
  shape: RegExp,
  option: string,
  meaning: string,
): void {
  const wrong = values?.find((value) => !shape.test(value));
  if (wrong !== undefined) throw new UsageError(`${option} "${wrong}" is not ${meaning}`);
}

/**
 * Keeps a record when it meets all terms; undefined when there are none. A record without a readable time is kept, and
 * counted where a time was asked for: it could lie in the window, and an unreadable time must never hide an event.
 */
export function recordFilter(terms: FilterTerms): RecordFilter | undefined {
  const accounts = terms.accounts && new Set<unknown>(terms.accounts);
  const regions = terms.regions && new Set<unknown>(terms.regions);
  const timeVerdict = timeFilter(terms);
  if (!timeVerdict && !accounts && !regions) return undefined;

  return (record) => {
    if (accounts && !accounts.has(accountOf(record))) return 'drop';
    if (regions && !regions.has(record['awsRegion'])) return 'drop';
    return timeVerdict ? timeVerdict(record) : 'keep';
  };
}

function timeFilter({ from, to }: FilterTerms): RecordFilter | undefined {
  if (from === undefined && to === undefined) return undefined;
  return (record) => {
    const time = eventTimeOf(record);
    if (time === 0) return 'undated';
    return time >= (from ?? time) && time < (to ?? Number.POSITIVE_INFINITY) ? 'keep' : 'drop';
  };
}
