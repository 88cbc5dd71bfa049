import type { Config } from '#src/model/config.ts';

/** What the person who runs Cairn knows and no record says. */
export interface DeriveSettings {
  /** Accounts of one's own organisation: giving access to another one is giving it away. */
  readonly ownAccounts: ReadonlySet<string>;
  /** Names, ARNs or patterns with `*` of continuous integration. */
  readonly ci?: readonly string[];
  /** The same for identities kept for emergencies. */
  readonly breakGlass?: readonly string[];
}

export function deriveSettingsOf({
  accounts,
  identities,
}: Pick<Config, 'accounts' | 'identities'>): DeriveSettings {
  return { ownAccounts: new Set(accounts.map(({ id }) => id)), ...identities };
}
