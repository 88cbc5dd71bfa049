import { Anomaly } from '#src/enrich/anomaly/schema.ts';
import { Baseline } from '#src/enrich/baseline/schema.ts';
import { Calls } from '#src/enrich/calls/schema.ts';
import { Change } from '#src/enrich/change/schema.ts';
import { Cost } from '#src/enrich/cost/schema.ts';
import { Credentials } from '#src/enrich/credentials/schema.ts';
import { CredentialsElsewhere } from '#src/enrich/credentials-elsewhere/schema.ts';
import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { ImpossibleTravel } from '#src/enrich/impossible-travel/schema.ts';
import { CallInterface } from '#src/enrich/interface/schema.ts';
import { LogHealth } from '#src/enrich/log-health/schema.ts';
import { MaintenanceWindowFact } from '#src/enrich/maintenance-window/schema.ts';
import { Network } from '#src/enrich/network/schema.ts';
import { Related } from '#src/enrich/related/schema.ts';
import { Resource } from '#src/enrich/resource/schema.ts';
import { RoleChain } from '#src/enrich/role-chain/schema.ts';
import { Services } from '#src/enrich/services/schema.ts';
import { SessionStory } from '#src/enrich/session/schema.ts';
import { Suspicious } from '#src/enrich/suspicious/schema.ts';
import { ThreatIntelligence } from '#src/enrich/threat-intelligence/schema.ts';
import { WorkingHours } from '#src/enrich/working-hours/schema.ts';
import type { Fact } from '#src/model/alert.ts';

/** What the enrichments found. Those that failed, were skipped or never ran are undefined: unknown, never clean. */
export interface CaseFacts {
  readonly roleChain: RoleChain | undefined;
  readonly firstSeen: FirstSeen | undefined;
  readonly window: MaintenanceWindowFact | undefined;
  readonly through: CallInterface | undefined;
  readonly session: SessionStory | undefined;
  readonly calls: Calls | undefined;
  readonly change: Change | undefined;
  readonly services: Services | undefined;
  readonly suspicious: Suspicious | undefined;
  readonly baseline: Baseline | undefined;
  readonly anomaly: Anomaly | undefined;
  readonly network: Network | undefined;
  readonly travel: ImpossibleTravel | undefined;
  readonly intelligence: ThreatIntelligence | undefined;
  readonly elsewhere: CredentialsElsewhere | undefined;
  readonly credentials: Credentials | undefined;
  readonly resource: Resource | undefined;
  readonly cost: Cost | undefined;
  readonly workingHours: WorkingHours | undefined;
  readonly logHealth: LogHealth | undefined;
  readonly related: Related | undefined;
}

/** Stored alerts can be of an older version: what no longer has today's shape is unknown. */
export function caseFactsOf(facts: Readonly<Record<string, Fact>>): CaseFacts {
  const value = (id: string) => {
    const fact = facts[id];
    return fact?.coverage === 'ran' ? fact.value : undefined;
  };
  return {
    roleChain: RoleChain.safeParse(value('role-chain')).data,
    firstSeen: FirstSeen.safeParse(value('first-seen')).data,
    window: MaintenanceWindowFact.safeParse(value('maintenance-window')).data,
    through: CallInterface.safeParse(value('interface')).data,
    session: SessionStory.safeParse(value('session')).data,
    calls: Calls.safeParse(value('calls')).data,
    change: Change.safeParse(value('change')).data,
    services: Services.safeParse(value('services')).data,
    suspicious: Suspicious.safeParse(value('suspicious')).data,
    baseline: Baseline.safeParse(value('baseline')).data,
    anomaly: Anomaly.safeParse(value('anomaly')).data,
    network: Network.safeParse(value('network')).data,
    travel: ImpossibleTravel.safeParse(value('impossible-travel')).data,
    intelligence: ThreatIntelligence.safeParse(value('threat-intelligence')).data,
    elsewhere: CredentialsElsewhere.safeParse(value('credentials-elsewhere')).data,
    credentials: Credentials.safeParse(value('credentials')).data,
    resource: Resource.safeParse(value('resource')).data,
    cost: Cost.safeParse(value('cost')).data,
    workingHours: WorkingHours.safeParse(value('working-hours')).data,
    logHealth: LogHealth.safeParse(value('log-health')).data,
    related: Related.safeParse(value('related')).data,
  };
}
