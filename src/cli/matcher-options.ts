import type { MatcherOptions } from '#src/detect/sigma/matcher.ts';
import type { Config } from '#src/model/config.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';

/** What rules are tried with outside the reading threads: the same placeholders and derived fields. */
export function matcherOptions({ accounts, identities, expand }: Config): MatcherOptions {
  const settings = { ownAccounts: new Set(accounts.map(({ id }) => id)), ...identities };
  return { expand, derive: (record) => deriveFields(record, settings) };
}
