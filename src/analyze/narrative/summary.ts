import type { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import { counted } from '#src/model/plural.ts';
import type { CaseFile } from '../case-file.ts';
import { actsPhrase, besidePhrase } from './acts.ts';
import { commonPhrase, countedPhrase } from './counted.ts';
import { effectPhrase } from './effect.ts';
import { plain, upperFirst } from './plain.ts';
import { privilegePhrase } from './privilege.ts';
import type { Room } from './room.ts';
import { accountPhrase, originPhrase, subjectOf } from './subject.ts';

/** Longer ones are not read. */
const longestSummary = 400;

/** What of all that could be said is said. */
interface Economy {
  readonly room: Room;
  readonly origin: 'whole' | 'first' | 'none';
  readonly window: 'whole' | 'named';
  /** How much may follow the first sentence. */
  readonly further: number;
  /** Whether each place says how new it is, or the address alone. */
  readonly novelties: 'all' | 'address' | 'none';
}

const whole: Economy = {
  room: { own: 240, story: 260 },
  origin: 'whole',
  window: 'whole',
  further: 3,
  novelties: 'all',
};
const shorter: Economy = {
  room: { own: 240, story: 120 },
  origin: 'first',
  window: 'named',
  further: 0,
  novelties: 'address',
};
const onlyCounts = { story: 0, onlyCounts: true } as const;
const alone = { ...onlyCounts, isAlone: true } as const;

/** From all of it to the least; the first that is short enough is taken. */
const economies: readonly Economy[] = [
  whole,
  { ...whole, room: { own: 240, story: 180 }, further: 1 },
  { ...whole, room: { own: 240, story: 150 }, further: 1, origin: 'first' },
  { ...shorter, window: 'whole' },
  // What was done is worth more than the hours of a window that it was outside of.
  shorter,
  // That there is more, with the names of its calls, rather than less of what this alert is about.
  { ...shorter, room: { own: 240, ...onlyCounts } },
  { ...shorter, room: { own: 240, ...alone } },
  { ...shorter, room: { own: 120, story: 100 } },
  { ...shorter, room: { own: 100, story: 80 } },
  { ...shorter, room: { own: 80, ...onlyCounts } },
  { ...shorter, room: { own: 100, ...alone }, origin: 'none' },
  { ...shorter, room: { own: 60, ...alone }, origin: 'none' },
  { ...shorter, room: { own: 0, ...alone }, origin: 'none', novelties: 'none' },
];

/** One or two sentences: actor, object, privilege, place, time, and whether change was expected then. */
export function summaryOf(file: CaseFile): string {
  let shortest = '';
  for (const economy of economies) {
    shortest = tell(file, economy);
    if (shortest.length <= longestSummary) return shortest;
  }
  return plain(shortest, longestSummary);
}

function tell(file: CaseFile, economy: Economy): string {
  const { alert } = file;
  const nameOf = (account: string) => file.config.accounts.find(({ id }) => id === account)?.name;
  const subject = subjectOf(alert, nameOf) + originPhrase(alert, economy.origin);
  const target = targetPhrase(file, nameOf);
  const place = placePhrase(file, economy);
  const when = `${whenPhrase(file)}${place}${windowPhrase(file, economy)}`;
  const first = `${upperFirst(subject)} ${actsPhrase(file, economy.room)}${target} ${when}.`;
  const beside = besidePhrase(file, economy.room);
  const told = beside === '' ? first : `${first} ${beside}.`;
  const further = [
    privilegePhrase(file, told),
    effectPhrase(file, told),
    countedPhrase(file, told),
    commonPhrase(file, told),
  ]
    .filter((phrase) => phrase !== '')
    .slice(0, economy.further);
  const second = (beside === '' ? further : [beside, ...further]).join('; ');
  return second === '' ? first : `${first} ${upperFirst(second)}.`;
}

function targetPhrase(
  { alert }: CaseFile,
  nameOf: (account: string) => string | undefined,
): string {
  const isElsewhere = alert.account !== '' && alert.account !== alert.actor.account;
  if (!isElsewhere) return '';
  return ` in ${accountPhrase({ id: alert.account, name: nameOf(alert.account) })}`;
}

function whenPhrase({ alert }: CaseFile): string {
  const first = `on ${alert.firstSeen.slice(0, 10)} at ${alert.firstSeen.slice(11, 16)} UTC`;
  if (alert.count < 2) return first;
  return `${first} (${counted(alert.count, 'event')} ${untilPhrase(alert)})`;
}

function untilPhrase({ firstSeen, lastSeen }: CaseFile['alert']): string {
  if (firstSeen.slice(0, 16) === lastSeen.slice(0, 16)) return 'within a minute';
  const isSameDay = firstSeen.slice(0, 10) === lastSeen.slice(0, 10);
  const day = isSameDay ? '' : `${lastSeen.slice(0, 10)} `;
  return `until ${day}${lastSeen.slice(11, 16)} UTC`;
}

function placePhrase(file: CaseFile, { novelties }: Economy): string {
  const { alert } = file;
  const [ip, ...others] = alert.sourceIps;
  const regions = Math.max(0, alert.regions.length - 1);
  const alsoIn = regions === 0 ? '' : ` and ${counted(regions, 'more region')}`;
  const isNew = novelties === 'all' ? noveltyOf(file, 'region') : '';
  const region = alert.region === '' ? '' : ` in ${plain(alert.region, 40)}${isNew}${alsoIn}`;
  if (ip === undefined) return region;
  const howNew = novelties === 'none' ? '' : noveltyOf(file, 'ip');
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'more address')}`;
  return `${region} from ${plain(ip, 60)}${howNew}${more}`;
}

/** “New” is only said with the length of history that makes it mean something. */
function noveltyOf(
  { firstSeen }: CaseFile,
  dimension: FirstSeen['facts'][number]['dimension'],
): string {
  const fact = firstSeen?.facts.find((each) => each.dimension === dimension);
  if (firstSeen === undefined || fact === undefined) return '';
  if (fact.newForAccount && firstSeen.enoughForAccount) return ' (new for this account)';
  if (fact.newForActor && firstSeen.enoughForActor) return ' (new for this actor)';
  const isShort = dimension !== 'ip' || !fact.newForAccount || firstSeen.accountDays < 1;
  if (isShort) return '';
  return ` (not seen in ${counted(firstSeen.accountDays, 'day')} of history)`;
}

function windowPhrase({ window, workingHours }: CaseFile, economy: Economy): string {
  if (window !== undefined) {
    const side = window.inside ? 'inside' : 'outside';
    const which = economy.window === 'whole' ? ` (${plain(window.window, 80)})` : '';
    return `, ${side} the maintenance window${which}`;
  }
  const usual = workingHours?.outside === true ? workingHours.usual : undefined;
  if (usual === undefined || workingHours === undefined) return '';
  const hours = `${usual.from}–${usual.to} ${plain(workingHours.timeZone, 40)}`;
  return `, outside the usual hours of this actor${economy.window === 'whole' ? ` (${hours})` : ''}`;
}
