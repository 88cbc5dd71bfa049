import { CredentialsElsewhere } from '#src/enrich/credentials-elsewhere/schema.ts';
import type { Subject } from '#src/enrich/enrichment.ts';
import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { ImpossibleTravel } from '#src/enrich/impossible-travel/schema.ts';
import { CallInterface } from '#src/enrich/interface/schema.ts';
import { Network } from '#src/enrich/network/schema.ts';
import type { Facts } from '#src/enrich/run.ts';
import { ThreatIntelligence } from '#src/enrich/threat-intelligence/schema.ts';
import type { Config } from '#src/model/config.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { text } from '#src/normalize/untyped.ts';
import { areSomeForeign } from '../addresses.ts';

/** Why this identity seems to be used by somebody else; undefined for what is ordinary and for what cannot be stolen. */
export function strangeHands(subject: Subject, facts: Facts, config: Config): string | undefined {
  const { severity, actor, records } = subject;
  const isIdentity = !['anonymous', 'aws-service', 'service-linked', 'unknown'].includes(
    actor.kind,
  );
  if (!isIdentity || !isAtLeast(severity, 'medium')) return undefined;
  const sources = records.map((record) => text(record['sourceIPAddress']));
  return (
    proofOf(facts) ??
    (areSomeForeign(sources, config)
      ? 'used from an address that is not one of our own'
      : novelty(facts))
  );
}

/** What hardly happens to an identity that is in the right hands. */
function proofOf(facts: Facts): string | undefined {
  const value = (id: string) => facts[id]?.value;
  if (CallInterface.safeParse(value('interface')).data?.kind === 'offensive-tool')
    return 'used through an attack tool';
  const hits = ThreatIntelligence.safeParse(value('threat-intelligence')).data?.hits ?? [];
  if (hits.some(({ kind }) => kind === 'ip' || kind === 'accessKey'))
    return 'used from an address, or with a key, that is on a list of known attackers';
  const verdict = CredentialsElsewhere.safeParse(value('credentials-elsewhere')).data?.verdict;
  if (verdict === 'outside-aws') return 'credentials of a machine, used outside AWS';
  if (ImpossibleTravel.safeParse(value('impossible-travel')).data?.impossible === true)
    return 'used at two places between which nobody travels so fast';
  const addresses = Network.safeParse(value('network')).data?.addresses ?? [];
  const isHidden = addresses.some(({ lists }) => lists.includes('tor'));
  return isHidden ? 'used through Tor' : undefined;
}

function novelty(facts: Facts): string | undefined {
  const seen = FirstSeen.safeParse(facts['first-seen']?.value).data;
  const ip = seen?.facts.find(({ dimension }) => dimension === 'ip');
  const isNew = ip?.newForAccount === true && seen?.enoughForAccount === true;
  return isNew ? 'used from an address that is new for the account' : undefined;
}
