import type { RawRecord } from '#src/model/cloud-event.ts';
import { isoTime, minuteMs } from '#src/model/time.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { type FoldContext, foldedPhrases, type Phrase } from './fold.ts';
import { joinWords, plain } from './plain.ts';
import { withoutRepeatedNames } from './repeated-names.ts';

const mostPhrases = 4;
/** How many characters another actor's part may take, and where room is short. */
const longestOthers = 110;
const shortestOthers = 45;

/** How many characters the telling may take. */
export interface Room {
  /** The alert's own acts; the first of them is always told. */
  readonly own: number;
  /** These and the others of the same story. */
  readonly story: number;
  /** True where not even the first names of many things fit. */
  readonly onlyCounts?: true;
  /** True where not even fits that the story has more. */
  readonly isAlone?: true;
  /** True where the records are only some of the alert's calls. */
  readonly isPart?: true;
}

const ampleRoom: Room = { own: 200, story: 220 };

/** What the actor did, to follow a subject, as one story: `created user bob and attached AdministratorAccess to it`. */
export function actsPhrase(file: CaseFile, given: Room = ampleRoom): string {
  const { alert, evidence, settings, calls } = file;
  const room = alert.count > evidence.records.length ? { ...given, isPart: true as const } : given;
  const context: FoldContext = { settings, account: alert.account, calls, samples: file.samples };
  const ownRecords = evidence.records.filter((record) => isActors(record, file));
  const telling = alert.correlation === undefined ? withoutReads(ownRecords) : ownRecords;
  const own = phrasesOf(telling, context, room);
  if (own.length === 0) return `set off “${plain(alert.title, 120)}”`;

  const others = othersOf(file);
  const atOnce = others.every((record) => isWithin(record, file)) ? others : [];
  const all = phrasesOf([...telling, ...atOnce], { ...context, calls: undefined }, room);
  return tellStory(own, all, room) + thenPhrase(file, context, room);
}

/** True for a call at the times, by the minute, that the summary gives for the alert. */
function isWithin(record: RawRecord, { alert }: CaseFile): boolean {
  const time = eventTimeOf(record);
  const start = Math.floor(Date.parse(alert.firstSeen) / minuteMs) * minuteMs;
  const end = Math.floor(Date.parse(alert.lastSeen) / minuteMs) * minuteMs + minuteMs;
  return time >= start && time < end;
}

/**
 * What other alerts tell of the same act at other times, with the time of the whole of it, as a sentence of its own:
 * `Part of one act from 23:36 to 23:43 UTC that also deleted database db`. '' where there is nothing else, or all
 * of it happened at the alert's own time.
 */
export function besidePhrase(file: CaseFile, room: Room = ampleRoom): string {
  const { alert, evidence, settings, samples } = file;
  const others = othersOf(file);
  if (room.isAlone === true || others.every((record) => isWithin(record, file))) return '';
  const context = { settings, account: alert.account, calls: undefined, samples };
  const own = phrasesOf(evidence.records, context, room);
  const ownKinds = new Set(own.map(({ kind }) => kind));
  const phrases = phrasesOf(others, context, room).filter(({ kind }) => !ownKinds.has(kind));
  if (phrases.length === 0) return '';
  const shown = phrases.slice(0, fittingCount(phrases, room.story / 2));
  const span = spanOf([...evidence.records, ...others].map(eventTimeOf), alert.firstSeen);
  if (shown.length === 0) return `Part of one act ${span} with ${otherCalls(phrases, room)}`;
  const sentences = joinTries(shown.map(({ text: phrase }) => phrase));
  const more = restOf(phrases, shown, room);
  return `Part of one act ${span} that also ${joinPhrases(withoutRepeatedNames([...sentences, ...more]))}`;
}

function spanOf(times: readonly number[], firstSeen: string): string {
  const known = times.filter((time) => time > 0).map((time) => isoTime(time));
  const [from = firstSeen, to = from] = [known.toSorted()[0], known.toSorted().at(-1)];
  const isOneDay = from.slice(0, 10) === to.slice(0, 10);
  const shown = (time: string) => (isOneDay ? '' : `${time.slice(0, 10)} `) + time.slice(11, 16);
  return `from ${shown(from)} to ${shown(to)} UTC`;
}

function phrasesOf(
  records: readonly RawRecord[],
  context: FoldContext,
  { onlyCounts }: Room,
): readonly Phrase[] {
  const phrases = foldedPhrases(inOrder(records), context);
  if (onlyCounts !== true) return phrases;
  return phrases.map((phrase) => ({
    ...phrase,
    text: phrase.text.replaceAll(/ \([^()]*, …\)/g, ''),
  }));
}

/** The own acts, and the others of the story where they belong in time, as far as there is room for them. */
function tellStory(own: readonly Phrase[], all: readonly Phrase[], room: Room): string {
  const ownKinds = new Set(own.map(({ kind }) => kind));
  const shown = fitting(own, room.own);
  const others = all.filter(({ kind }) => !ownKinds.has(kind));
  const added = others.slice(0, fittingCount(others, room.story - lengthOf(shown)));
  const byKind = new Map([...shown, ...added].map((phrase) => [phrase.kind, phrase]));
  const inTime = all.flatMap(({ kind }) => byKind.get(kind) ?? []);
  const missing = shown.filter((phrase) => !inTime.includes(phrase));
  const sentences = joinTries([...inTime, ...missing].map(({ text: phrase }) => phrase));
  const rest = restOf(own, shown, room);
  const told = joinPhrases(withoutRepeatedNames([...sentences, ...rest]));
  const hidden = others.filter((phrase) => !added.includes(phrase));
  return hidden.length === 0 || room.isAlone === true
    ? told
    : `${told} (in one go with ${otherCalls(hidden, room)})`;
}

/** The gravest first: a reader must not miss whom something was opened to. */
function fitting(phrases: readonly Phrase[], longest: number): readonly Phrase[] {
  return phrases
    .toSorted((a, b) => Number(isGrave(b)) - Number(isGrave(a)))
    .slice(0, mostPhrases)
    .filter((_, index, all) => index === 0 || lengthOf(all.slice(0, index + 1)) <= longest);
}

const grave =
  /\boutside account\b|\bpublic\b|\beveryone\b|\banyone\b|\bthe world\b|\badministrator|\ballows everything\b/i;

function isGrave({ text: phrase }: Phrase): boolean {
  return grave.test(phrase);
}

function fittingCount(phrases: readonly Phrase[], longest: number): number {
  const fits = (count: number) => lengthOf(phrases.slice(0, count)) <= longest;
  return phrases.slice(0, mostPhrases).filter((_, index) => fits(index + 1)).length;
}

function lengthOf(phrases: readonly Phrase[]): number {
  return phrases.reduce((sum, { text: phrase }) => sum + phrase.length + 1, 0);
}

/** What there was beside what is told; how much, the number of events says. */
function restOf(own: readonly Phrase[], shown: readonly Phrase[], room: Room): readonly string[] {
  const told = new Set(shown.flatMap(({ records }) => [...records]));
  const hidden = own.filter(
    (phrase) => !shown.includes(phrase) && ![...phrase.records].every((record) => told.has(record)),
  );
  return hidden.length === 0 ? [] : [`made ${otherCalls(hidden, room)}`];
}

/** Characters of the names of calls; the first is always given. */
const longestNames = 50;

/** `the call PutObject`, `other calls such as ListUsers and ListRoles`: too many for phrases, but with their names. */
function otherCalls(phrases: readonly Phrase[], { isAlone, isPart }: Room): string {
  const times = phrases.reduce((sum, phrase) => sum + phrase.times, 0);
  const isOne = times === 1 && isPart !== true;
  if (isAlone === true) return isOne ? 'another call' : 'other calls';
  const records = phrases.flatMap((phrase) => [...phrase.records]);
  const names = new Set(records.map((record) => plainEventName(text(record['eventName']))));
  const [first = '', second = ''] = [...names].map((name) => plain(name, 60));
  const shown =
    second === '' || first.length + second.length > longestNames ? [first] : [first, second];
  return `${isOne ? 'the call' : 'other calls such as'} ${joinWords(shown)}`;
}

/** The changes of the same story; where it has none a few reads may explain a read. */
function othersOf(file: CaseFile): readonly RawRecord[] {
  const { alert, acts, evidence } = file;
  const others = acts.filter(
    (record) => isActors(record, file) && !evidence.records.includes(record),
  );
  const changes = others.filter(isChange);
  if (changes.length > 0) return changes;
  return alert.correlation === undefined && others.length <= mostPhrases ? others : [];
}

/** Several actors can take part in what a correlation finds: a key is made by one and used by another. */
function thenPhrase(file: CaseFile, context: FoldContext, room: Room): string {
  const others = file.evidence.records.filter((record) => !isActors(record, file));
  const [first] = others;
  if (first === undefined) return '';
  const key = actorKeyOf(first);
  const same = others.filter((record) => actorKeyOf(record) === key);
  const phrases = phrasesOf(same, { ...context, calls: undefined }, room);
  const shown = fitting(phrases, room.onlyCounts === true ? shortestOthers : longestOthers);
  const sentences = joinTries(shown.map(({ text: phrase }) => phrase));
  const name = plain(actorOf(first).name) || 'somebody else';
  return `; ${name} ${joinPhrases([...sentences, ...restOf(phrases, shown, room)])}`;
}

function isActors(record: RawRecord, { alert, evidence }: CaseFile): boolean {
  const hasOwn = evidence.records.some((each) => actorKeyOf(each) === alert.actor.key);
  return !hasOwn || actorKeyOf(record) === alert.actor.key;
}

const aTry = /^tried to (.+), ((?:refused|failed)(?: each time)?: [^,;]+)$/;

/** Tries with one outcome are one: `tried to list users and list roles, each refused: AccessDenied`. */
function joinTries(phrases: readonly string[]): readonly string[] {
  const byOutcome = Map.groupBy(phrases, (phrase) => outcomeOf(phrase) ?? phrase);
  return [...byOutcome].flatMap(([outcome, same]) => {
    if (same.length < 2) return same;
    const tried = same.map((phrase) => aTry.exec(phrase)?.[1] ?? phrase);
    return [`tried to ${joinWords(tried)}, each ${outcome}`];
  });
}

function outcomeOf(phrase: string): string | undefined {
  return aTry.exec(phrase)?.[2]?.replace(' each time', '');
}

/** Phrases with commas of their own are set apart by semicolons. */
function joinPhrases(phrases: readonly string[]): string {
  const hasComma = phrases.some((phrase) => phrase.includes(','));
  return hasComma && phrases.length > 1 ? phrases.join('; ') : joinWords(phrases);
}

/** Reads would bury what was changed. */
function withoutReads(records: readonly RawRecord[]): readonly RawRecord[] {
  const changes = records.filter(isChange);
  return changes.length > 0 ? changes : records;
}

function isChange(record: RawRecord): boolean {
  return record['readOnly'] !== true;
}

function inOrder(records: readonly RawRecord[]): readonly RawRecord[] {
  return records.toSorted((a, b) => eventTimeOf(a) - eventTimeOf(b) || orderOf(a) - orderOf(b));
}

/** Times have no fractions of seconds: within one, a thing is made before it is given something. */
function orderOf(record: RawRecord): number {
  const name = text(record['eventName']);
  if (/^Create(?!AccessKey|LoginProfile)/.test(name)) return 0;
  return /^(?:Attach|Put|Add)/.test(name) ? 1 : 2;
}
