import type { Subject } from '#src/enrich/enrichment.ts';
import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { CallInterface } from '#src/enrich/interface/schema.ts';
import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import type { Facts } from '#src/enrich/run.ts';
import type { Config } from '#src/model/config.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { areSomeForeign } from '../addresses.ts';

/** A technique that no single call shows. */
export interface ShownTechnique {
  readonly id: string;
  readonly why: string;
}

/** What the facts show beside the rule and the calls: an identity in strange hands, and whom a role now trusts. */
export function shownTechniques(
  subject: Subject,
  facts: Facts,
  config: Config,
  settings: DeriveSettings,
): readonly ShownTechnique[] {
  const strange = strangeHands(subject, facts, config);
  const chain = RoleChain.safeParse(facts['role-chain']?.value).data?.chain ?? [];
  const shown: ShownTechnique[] = [];
  if (strange !== undefined) {
    shown.push({ id: 'T1078.004', why: strange });
    if (chain.at(-2)?.principal === 'ec2.amazonaws.com')
      shown.push({ id: 'T1552.005', why: `credentials of an instance: ${strange}` });
  }
  if (
    subject.records.some((record) => errorCodeOf(record) === '' && trustsOutside(record, settings))
  )
    shown.push({ id: 'T1199', why: 'a role now trusts somebody outside' });
  return shown;
}

/** Why this identity seems to be used by somebody else; undefined for what is ordinary and for what cannot be stolen. */
function strangeHands(
  { severity, actor, records }: Subject,
  facts: Facts,
  config: Config,
): string | undefined {
  const isIdentity = !['anonymous', 'aws-service', 'service-linked', 'unknown'].includes(
    actor.kind,
  );
  if (!isIdentity || !isAtLeast(severity, 'medium')) return undefined;
  const through = CallInterface.safeParse(facts['interface']?.value).data;
  if (through?.kind === 'offensive-tool') return 'used through an attack tool';
  const sources = records.map((record) => text(record['sourceIPAddress']));
  if (areSomeForeign(sources, config)) return 'used from an address that is not one of our own';
  const seen = FirstSeen.safeParse(facts['first-seen']?.value).data;
  const ip = seen?.facts.find(({ dimension }) => dimension === 'ip');
  const isNew = ip?.newForAccount === true && seen?.enoughForAccount === true;
  return isNew ? 'used from an address that is new for the account' : undefined;
}

function trustsOutside(record: Subject['records'][number], settings: DeriveSettings): boolean {
  const trust = bag(bag(deriveFields(record, settings)['cairn'])['trust']);
  const accounts = trust['externalAccounts'];
  return trust['public'] === true || (Array.isArray(accounts) && accounts.length > 0);
}
