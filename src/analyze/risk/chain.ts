import { counted } from '#src/model/plural.ts';
import { isAtLeast } from '#src/model/severity.ts';
import { iamAction } from '#src/normalize/action.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { inputOf, type Reason, type Reasons, type RiskInput, when } from './factor.ts';

/** How the actor came here, and what else it, and those it belongs with, did around it. */
export function chainInput(file: CaseFile): RiskInput {
  const { alert, roleChain } = file;
  const tries = roleChain?.failedTries.length ?? 0;
  const accounts = new Set(alert.actor.chain.map(({ account }) => account).filter(Boolean));
  const failed = roleChain === undefined;
  return inputOf(
    'chain',
    [
      when(
        tries > 0,
        Math.min(10, 3 * tries),
        `${counted(tries, 'role assumption')} refused before`,
        roleChain?.failedTries.slice(0, 5).map(({ eventId }) => eventId),
      ),
      when(accounts.size > 1, 3, `the way here leads over ${accounts.size} accounts`),
      when(!failed && !alert.actor.chainComplete, 3, 'who came first is not certain'),
      ...besideReasons(file),
      ...logReasons(file),
      caseReason(file),
    ],
    failed ? 'the way here could not be followed' : 'the way here is known and ordinary',
    alert.facts['role-chain']?.evidence ?? [],
  );
}

/** What the same session did besides the alert's own calls. */
function besideReasons({ suspicious, alert }: CaseFile): Reasons {
  if (suspicious === undefined) return [];
  const own = new Set(alert.events);
  const others = <Step extends { eventId: string; failed: number; count: number }>(
    steps: readonly Step[],
  ) => steps.filter(({ eventId, failed, count }) => !own.has(eventId) && failed < count);
  const tampering = others(suspicious.tampering);
  const escalation = others(suspicious.escalation);
  const { deniedBurst, sweep } = suspicious;
  const who = suspicious.scope === 'session' ? 'the same session' : 'the same actor';
  return [
    when(
      tampering.length > 0,
      Math.min(12, 6 * tampering.length),
      `${who} also blinded logging or detection (${nameOf(tampering[0])})`,
      tampering.slice(0, 5).map(({ eventId }) => eventId),
    ),
    when(
      escalation.length > 0,
      Math.min(8, 3 * escalation.length),
      `${who} also took steps to more rights (${nameOf(escalation[0])})`,
      escalation.slice(0, 5).map(({ eventId }) => eventId),
    ),
    when(
      deniedBurst !== undefined,
      4,
      `${who} was refused ${counted(deniedBurst?.count ?? 0, 'time')} around it`,
      deniedBurst && [deniedBurst.eventId],
    ),
    when(
      sweep !== undefined,
      4,
      `${who} listed ${counted(sweep?.distinctServices ?? 0, 'service')} around it`,
      sweep && [sweep.eventId],
    ),
  ];
}

function nameOf(step: { readonly action: string } | undefined): string {
  return plain(iamAction(step?.action ?? ''), 80);
}

function logReasons({ logHealth, suspicious }: CaseFile): Reasons {
  const before = (logHealth?.reductions ?? []).filter(
    ({ succeeded, isOwn, minutesBefore }) => succeeded && !isOwn && minutesBefore >= 0,
  );
  const own = before.filter(({ byActor }) => byActor);
  const known = (suspicious?.tampering.length ?? 0) > 0;
  const others = before.filter(({ byActor, minutesBefore }) => !byActor && minutesBefore <= 180);
  return [
    when(
      own.length > 0 && !known,
      8,
      `this actor reduced the logging before: it ${plain(own[0]?.effect ?? '', 80)}`,
      own.slice(0, 5).map(({ eventId }) => eventId),
    ),
    when(
      others.length > 0,
      4,
      `somebody reduced the logging shortly before: it ${plain(others[0]?.effect ?? '', 80)}`,
      others.slice(0, 5).map(({ eventId }) => eventId),
    ),
  ];
}

/** A case of grave alerts makes each of them graver; many small ones hardly do. */
function caseReason({ related, alert }: CaseFile): Reason | undefined {
  const found = related?.case;
  if (found === undefined || found.alerts < 2) return undefined;
  const isGrave = isAtLeast(found.severity, 'high');
  const points = isGrave ? Math.min(8, 1 + found.alerts) : Math.min(4, found.alerts - 1);
  const accounts = found.accounts.length;
  const where = accounts > 1 ? ` over ${accounts} accounts` : '';
  return {
    points,
    why: `one of ${found.alerts} alerts that belong together${where}`,
    evidence: alert.facts['related']?.evidence ?? [],
  };
}
