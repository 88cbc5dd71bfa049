import { counted } from '#src/model/plural.ts';
import { iamAction } from '#src/normalize/action.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain, upperFirst } from './plain.ts';
import { dollars } from './plural.ts';
import { shortArns } from './short-arns.ts';

const mostEffects = 3;

/** What became possible for whom, against what was possible before where that is known. */
export function effectSentences({ change, alert }: CaseFile): readonly string[] {
  const effects = (change?.effects ?? []).filter(({ tried }) => !tried).slice(0, mostEffects);
  return effects.map(({ text, before }) => {
    const now = upperFirst(plain(shortArns(text, alert.account), 300));
    const was = before === undefined ? '' : ` Before it was: ${plain(before, 160)}.`;
    return `${now}.${was}`;
  });
}

/** What the calls cost by list prices, and what has no price. */
export function costSentence({ cost }: CaseFile): string {
  const day = cost?.perDay;
  if (cost === undefined || day === undefined || day.high < 1) return '';
  const range =
    Math.round(day.low) === Math.round(day.high)
      ? dollars(day.high)
      : `${dollars(day.low)} to ${dollars(day.high)}`;
  const things = cost.items.filter(({ tried }) => !tried).slice(0, 3);
  const what = joinWords([...new Set(things.map((item) => plain(item.what, 60)))]);
  return `What was started (${what}) can cost ${range} US dollars a day by list prices of ${plain(cost.prices.date, 20)}.`;
}

/** Which credential it was, how it came to be, and what was made with it. */
export function credentialSentences({ credentials }: CaseFile): readonly string[] {
  if (credentials === undefined) return [];
  const { atOnce, keyCreated, made } = credentials;
  const used = made.find(({ firstUse }) => firstUse !== undefined);
  const sentences = [
    keyCreated === undefined
      ? ''
      : `The key was made on ${keyCreated.time.slice(0, 10)} by ${plain(keyCreated.by, 120)} from ${plain(keyCreated.ip, 60)}.`,
    atOnce === undefined
      ? ''
      : `Within one hour it was used from ${joinWords(atOnce.networks.slice(0, 3).map((network) => plain(network, 60)))}: one of them may be a thief.`,
    used?.firstUse === undefined
      ? ''
      : `The ${used.what} that was made for ${plain(used.user, 60)} has been used since, first for ${plain(used.firstUse.action, 80)} from ${plain(used.firstUse.ip, 60)}.`,
  ];
  return sentences.filter((sentence) => sentence !== '');
}

/** From what sort of place it came, as far as the supplied files tell. */
export function networkSentences(file: CaseFile): readonly string[] {
  const { network, travel, elsewhere, intelligence } = file;
  const [first] = network?.addresses ?? [];
  const hit = intelligence?.hits[0];
  const sentences = [
    first === undefined ? '' : addressSentence(first),
    travel?.impossible === true ? `${upperFirst(plain(travel.text, 240))}.` : '',
    elsewhere === undefined || elsewhere.verdict === 'expected' || elsewhere.verdict === 'unknown'
      ? ''
      : `${upperFirst(plain(elsewhere.text, 240))}.`,
    hit === undefined
      ? ''
      : `${plain(hit.value, 80)} is named by the list ${plain(hit.source, 80)}${hit.note === undefined ? '' : ` (${plain(hit.note, 120)})`}.`,
  ];
  return sentences.filter((sentence) => sentence !== '').map(withOneStop);
}

function addressSentence({
  address,
  asn,
  organization,
  country,
  city,
  hosting,
  lists,
}: NonNullable<CaseFile['network']>['addresses'][number]): string {
  const place = [city, country].filter((part) => part !== undefined).map((part) => plain(part, 60));
  const owner = organization === undefined ? '' : plain(organization, 80);
  const number = asn === undefined ? '' : `AS${asn}`;
  const facts = [
    [number, owner].filter((part) => part !== '').join(' '),
    place.join(', '),
    hosting === true ? 'machines for rent' : '',
    lists.length === 0
      ? ''
      : `on the list ${joinWords(lists.slice(0, 3).map((list) => plain(list, 40)))}`,
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? '' : `${plain(address, 60)} is ${facts.join('; ')}.`;
}

/** What was read that day, and what else the session did that speaks against it. */
export function besideSentences({ suspicious, resource }: CaseFile): readonly string[] {
  const { objects, secrets, parameters } = resource?.reads ?? {};
  const reads = [
    objects === undefined ? '' : counted(objects.count, 'object'),
    secrets === undefined ? '' : counted(secrets.nameCount, 'secret'),
    parameters === undefined ? '' : counted(parameters.nameCount, 'parameter'),
  ].filter((part) => part !== '');
  const tampering = suspicious?.tampering.filter(({ failed, count }) => failed < count) ?? [];
  const burst = suspicious?.deniedBurst;
  const sentences = [
    reads.length === 0 ? '' : `In the day around it the actor read ${joinWords(reads)}.`,
    tampering[0] === undefined
      ? ''
      : `It also called ${plain(iamAction(tampering[0].action), 80)}: this call ${plain(tampering[0].why, 120)}.`,
    burst === undefined ? '' : `It was refused ${counted(burst.count, 'time')} around it.`,
  ];
  return sentences.filter((sentence) => sentence !== '');
}

/** Whether the log itself can be trusted: what reduced it, and where it is silent. */
export function logSentences({ logHealth }: CaseFile): readonly string[] {
  if (logHealth === undefined) return [];
  const reduced = logHealth.reductions.find(({ succeeded, isOwn }) => succeeded && !isOwn);
  const [silent] = logHealth.enoughHistory ? logHealth.silent : [];
  const sentences = [
    reduced === undefined
      ? ''
      : `Logging was reduced at ${reduced.time.slice(11, 16)} UTC on ${reduced.time.slice(0, 10)}: ${plain(reduced.actor, 120)} ${plain(reduced.effect, 120)}.`,
    silent === undefined
      ? ''
      : `Nothing has come from ${plain(silent.region ?? `account ${silent.account}`, 60)} for ${counted(silent.hours, 'hour')}, which is longer than ever before.`,
  ];
  return sentences.filter((sentence) => sentence !== '');
}

export function caseSentence({ related }: CaseFile): string {
  const found = related?.case;
  if (found === undefined || found.alerts < 2) return '';
  const where =
    found.accounts.length > 1 ? ` over ${counted(found.accounts.length, 'account')}` : '';
  return `It is one of ${counted(found.alerts, 'alert')} of one case${where}.`;
}

/** Texts of enrichments end as they like. */
function withOneStop(sentence: string): string {
  return sentence.replace(/\.+$/, '.');
}
