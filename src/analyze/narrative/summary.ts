import type { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import type { CaseFile } from '../case-file.ts';
import { actsPhrase } from './acts.ts';
import { commonPhrase, countedPhrase } from './counted.ts';
import { plain, upperFirst } from './plain.ts';
import { counted } from './plural.ts';
import { privilegePhrase } from './privilege.ts';
import { accountPhrase, originPhrase, subjectOf } from './subject.ts';

/** One or two sentences: actor, object, privilege, place, time, and whether change was expected then. */
export function summaryOf(file: CaseFile): string {
  const { alert } = file;
  const nameOf = (account: string) => file.config.accounts.find(({ id }) => id === account)?.name;
  const subject = subjectOf(alert, nameOf) + originPhrase(alert);
  const target = targetPhrase(file, nameOf);
  const when = `${whenPhrase(file)}${placePhrase(file)}${windowPhrase(file)}`;
  const first = `${upperFirst(subject)} ${actsPhrase(file)}${target} ${when}.`;
  const further = [countedPhrase(file, first), commonPhrase(file, first), privilegePhrase(file)]
    .filter((phrase) => phrase !== '')
    .join('; ');
  return further === '' ? first : `${first} ${upperFirst(further)}.`;
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

function placePhrase(file: CaseFile): string {
  const { alert } = file;
  const [ip, ...others] = alert.sourceIps;
  const regions = Math.max(0, alert.regions.length - 1);
  const alsoIn = regions === 0 ? '' : ` and ${counted(regions, 'more region')}`;
  const region =
    alert.region === ''
      ? ''
      : ` in ${plain(alert.region, 40)}${noveltyOf(file, 'region')}${alsoIn}`;
  if (ip === undefined) return region;
  const more = others.length === 0 ? '' : ` and ${others.length} more ${addresses(others.length)}`;
  return `${region} from ${plain(ip, 60)}${noveltyOf(file, 'ip')}${more}`;
}

function addresses(count: number): string {
  return count === 1 ? 'address' : 'addresses';
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
  return ` (not seen before, in ${counted(firstSeen.accountDays, 'day')} of history)`;
}

function windowPhrase({ window }: CaseFile): string {
  if (window === undefined) return '';
  const name = plain(window.name, 60);
  const which = name === '' ? '' : `${name} `;
  const side = window.inside ? 'inside' : 'outside';
  return `, ${side} the maintenance window ${which}(${plain(window.window, 120)})`;
}
