import type { RawRecord } from '#src/model/cloud-event.ts';
import { isoTime, minuteMs } from '#src/model/time.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { type FoldContext, foldedPhrases, type Phrase } from './fold.ts';
import { joinPhrases, joinTries } from './join-phrases.ts';
import { plain } from './plain.ts';
import { withoutRepeatedNames } from './repeated-names.ts';
import {
  fitting,
  fittingCount,
  lengthOf,
  mostPhrases,
  otherCalls,
  type Room,
  restOf,
} from './room.ts';

/** How many characters another actor's part may take, and where room is short. */
const longestOthers = 110;
const shortestOthers = 45;

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
