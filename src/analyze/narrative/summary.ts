import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import type { CaseFile } from '../case-file.ts';
import { actsPhrase } from './acts.ts';
import { joinWords, plain, upperFirst } from './plain.ts';
import { privilegePhrases } from './privilege.ts';
import { accountPhrase, originPhrase, subjectOf } from './subject.ts';

/** One or two sentences: actor, object, privilege, place, time, and whether change was expected then. */
export function summaryOf(file: CaseFile): string {
  const { alert } = file;
  const nameOf = (account: string) => file.config.accounts.find(({ id }) => id === account)?.name;
  const subject = subjectOf(alert, nameOf) + originPhrase(alert);
  const target = targetPhrase(file, nameOf);
  const when = `${whenPhrase(file)}${placePhrase(file)}${windowPhrase(file)}`;
  const first = `${upperFirst(subject)} ${actsPhrase(file)}${target} ${when}.`;
  return [first, correlationPhrase(file), ...privilegePhrases(file)].filter(Boolean).join(' ');
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
  return `${first} (${alert.count} events until ${untilPhrase(alert)} UTC)`;
}

function untilPhrase({ firstSeen, lastSeen }: CaseFile['alert']): string {
  const isSameDay = firstSeen.slice(0, 10) === lastSeen.slice(0, 10);
  return isSameDay ? lastSeen.slice(11, 16) : `${lastSeen.slice(0, 10)} ${lastSeen.slice(11, 16)}`;
}

function placePhrase(file: CaseFile): string {
  const { alert } = file;
  const [ip, ...others] = alert.sourceIps;
  const region = alert.region === '' ? '' : ` in ${plain(alert.region, 40)}`;
  if (ip === undefined) return region;
  const more =
    others.length === 0
      ? ''
      : ` and ${others.length} more ${others.length === 1 ? 'address' : 'addresses'}`;
  return `${region} from ${plain(ip, 60)}${noveltyOf(file)}${more}`;
}

/** “New” is only said with the length of history that makes it mean something. */
function noveltyOf({ firstSeen }: CaseFile): string {
  const ip = firstSeen?.facts.find(({ dimension }) => dimension === 'ip');
  if (firstSeen === undefined || ip === undefined) return '';
  if (ip.newForAccount && firstSeen.enoughForAccount) return ' (new for this account)';
  if (ip.newForActor && firstSeen.enoughForActor) return ' (new for this actor)';
  if (!ip.newForAccount || firstSeen.accountDays < 1) return '';
  const days = firstSeen.accountDays === 1 ? 'day' : 'days';
  return ` (not seen before in only ${firstSeen.accountDays} ${days} of history)`;
}

function windowPhrase({ window }: CaseFile): string {
  if (window === undefined) return '';
  return `, ${window.inside ? 'inside' : 'outside'} the maintenance window (${plain(window.window, 120)})`;
}

function correlationPhrase({ alert, rule, evidence }: CaseFile): string {
  if (alert.correlation === undefined) return '';
  const told = new Set([alert.actor.key, alert.account, alert.actor.chain.at(-1)?.principal]);
  const group = Object.entries(alert.correlation.group)
    .filter(([, value]) => !told.has(value))
    .map(
      ([field, value]) => `${plain(field.slice(field.lastIndexOf('.') + 1), 60)} ${plain(value)}`,
    );
  const by = group.length === 0 ? '' : ` for ${joinWords(group)}`;
  const events = alert.count === 1 ? '1 event' : `${alert.count} events`;
  const actors = new Set(evidence.records.map(actorKeyOf)).size;
  const many = actors > 1 ? ' by several actors' : '';
  return `${plain(rule.title, 120)}: ${events} together${many}${by}.`;
}
