import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf } from '../actor/actor-key.ts';
import { loadBalancerAccounts } from './aws-accounts.ts';
import type { DeriveSettings } from './settings.ts';

/** Those accounts that are neither the event's, nor one's own, nor of AWS itself. */
export function externalOf(
  record: RawRecord,
  accounts: readonly string[],
  settings: DeriveSettings,
): readonly string[] {
  const own = accountOf(record);
  return accounts.filter(
    (account) =>
      account !== own && !settings.ownAccounts.has(account) && !loadBalancerAccounts.has(account),
  );
}
