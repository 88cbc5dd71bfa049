import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import { counted } from '#src/model/plural.ts';
import { minuteOf } from '../export/words.ts';
import { callName, factOf, gapOf, type Said, unknown } from './said.ts';

type SeenFact = FirstSeen['facts'][number];

/** Whether one value of the alert was there before. */
export interface Novelty extends Said {
  readonly what: string;
  readonly value: string;
}

export interface Novelties {
  readonly rows: readonly Novelty[];
  /** How long the memory is that says so. */
  readonly memory: string;
  /** False when the history is too short for “new” to mean much. */
  readonly enough: boolean;
  readonly gap: Said | undefined;
}

const names: Record<SeenFact['dimension'], string> = {
  action: 'call',
  service: 'service',
  region: 'region',
  ip: 'address',
  asn: 'network',
  country: 'country',
  userAgent: 'tool',
  accessKey: 'access key',
  targetAccount: 'account acted in',
  resource: 'resource',
};

const noHistory = 'not a day of history is behind this: whether anything is new cannot be told';

export function noveltiesOf(alert: Alert): Novelties {
  const gap = gapOf(alert, 'first-seen', FirstSeen);
  const seen = factOf(alert, 'first-seen', FirstSeen);
  if (seen === undefined) return { rows: [], memory: '', enough: false, gap };
  const days = [seen.actorDays, seen.accountDays, seen.organizationDays ?? 0];
  if (days.every((each) => each === 0))
    return { rows: [], memory: '', enough: false, gap: unknown(noHistory) };
  const enough = seen.enoughForActor || seen.enoughForAccount;
  const rows = seen.facts.map((fact): Novelty => {
    const { tone, text } = noveltyOf(fact);
    const unsure = tone === 'risky' && !isSure(fact, seen);
    const value = callName(fact.value);
    return { what: names[fact.dimension], value, text, tone: unsure ? 'unknown' : tone };
  });
  return { rows: rows.toSorted(newFirst), memory: memoryOf(seen), enough, gap };
}

/** “New” means little where the history behind it is short. */
function isSure({ newForAccount }: SeenFact, seen: FirstSeen): boolean {
  return newForAccount ? seen.enoughForAccount : seen.enoughForActor;
}

function noveltyOf(fact: SeenFact): Said {
  const { newForActor, newForAccount, newForOrganization, newForRole, actorSince } = fact;
  const known = joinedKnown(fact);
  if (newForOrganization === true) return { tone: 'risky', text: 'never seen in the organisation' };
  if (newForAccount) return { tone: 'risky', text: `never seen in this account${known}` };
  if (newForActor && newForRole === true)
    return { tone: 'risky', text: 'new for this actor and its role, known in the account' };
  if (newForActor) return { tone: 'risky', text: 'new for this actor, known in the account' };
  const since = actorSince === undefined ? '' : ` since ${minuteOf(actorSince).slice(0, 10)}`;
  return { tone: 'benign', text: `known${since}, ${counted(fact.actorCount, 'earlier event')}` };
}

function joinedKnown({ newForOrganization }: SeenFact): string {
  return newForOrganization === false ? ', known in the organisation' : '';
}

const order = ['risky', 'unknown', 'plain', 'benign'];

function newFirst(a: Novelty, b: Novelty): number {
  return order.indexOf(a.tone) - order.indexOf(b.tone);
}

function memoryOf(seen: FirstSeen): string {
  const days = [
    `${counted(seen.actorDays, 'day')} of this actor`,
    ...(seen.roleDays === undefined ? [] : [`${counted(seen.roleDays, 'day')} of its role`]),
    `${counted(seen.accountDays, 'day')} of the account`,
    ...(seen.organizationDays === undefined
      ? []
      : [`${counted(seen.organizationDays, 'day')} of the organisation`]),
  ];
  const note = seen.note === undefined ? '' : `; ${seen.note}`;
  return `history behind this: ${days.join(', ')}${note}`;
}
