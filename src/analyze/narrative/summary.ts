import type { RawRecord } from '#src/model/cloud-event.ts';
import { changesOf } from '#src/normalize/derived/changes.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain, upperFirst } from './plain.ts';
import { accountPhrase, originPhrase, subjectOf } from './subject.ts';

const mostPhrases = 4;

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

function actsPhrase({ acts, alert, settings }: CaseFile): string {
  if (acts.length === 0) return `set off “${plain(alert.title, 120)}”`;
  const changes = tellingOf(acts).flatMap((record) => changesOf(record, settings));
  const phrases = [...new Set(changes.map(({ text: phrase }) => phrase))];
  const shown = phrases.slice(0, mostPhrases);
  const rest = phrases.length - shown.length;
  return joinWords(
    rest > 0 ? [...shown, `${rest} more ${rest === 1 ? 'thing' : 'things'}`] : shown,
  );
}

/** A story's reads would bury what it changed. */
function tellingOf(acts: readonly RawRecord[]): readonly RawRecord[] {
  const changes = acts.filter((record) => record['readOnly'] !== true);
  return changes.length > 0 ? changes : acts;
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

function correlationPhrase({ alert, rule }: CaseFile): string {
  if (alert.correlation === undefined) return '';
  const group = Object.entries(alert.correlation.group).map(
    ([field, value]) => `${plain(field, 60)} ${plain(value)}`,
  );
  const by = group.length === 0 ? '' : ` for ${joinWords(group)}`;
  const events = alert.count === 1 ? '1 event' : `${alert.count} events`;
  return `${plain(rule.title, 120)}: ${events} together${by}.`;
}

/** What the documents in the request give away; the sentence that a reader must not miss. */
function privilegePhrases({ acts, settings }: CaseFile): readonly string[] {
  const phrases = acts
    .filter((record) => text(record['errorCode']) === '')
    .flatMap((record) => privilegesOf(bag(deriveFields(record, settings)['cairn'])));
  return [...new Set(phrases)].slice(0, 2);
}

function privilegesOf(cairn: Readonly<Record<string, unknown>>): readonly string[] {
  const policy = bag(cairn['policy']);
  const trust = bag(cairn['trust']);
  const exposure = bag(cairn['exposure']);
  const external = [trust['externalAccounts'], exposure['externalAccounts']].map(namesIn);
  const phrases = [
    policy['adminEquivalent'] === true ? 'This gives administrator rights.' : '',
    policy['adminEquivalent'] !== true && namesIn(policy['escalation']) !== ''
      ? `This allows ${namesIn(policy['escalation'])} on every resource, a way to more rights.`
      : '',
    trust['public'] === true ? 'Anyone on AWS may now assume the role.' : '',
    exposure['public'] === true ? 'It is now open to everyone.' : '',
    external[0] === ''
      ? ''
      : `Account ${external[0]}, which is not one of ours, may now assume the role.`,
    external[1] === '' ? '' : `Account ${external[1]}, which is not one of ours, now has access.`,
    bag(cairn['network'])['worldOpen'] === true
      ? `Port ${namesIn(bag(cairn['network'])['worldOpenPorts']) || 'all'} is now open to the world.`
      : '',
  ];
  return phrases.filter((phrase) => phrase !== '');
}

function namesIn(value: unknown): string {
  if (!Array.isArray(value)) return '';
  const names = value.filter((name) => typeof name === 'string').map((name) => plain(name, 60));
  return joinWords(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}
