import type { RawRecord } from '#src/model/cloud-event.ts';
import { actorOf } from '#src/normalize/actor/actor.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { type FoldContext, foldedPhrases, type Phrase } from './fold.ts';
import { joinWords, plain } from './plain.ts';
import { counted } from './plural.ts';

const mostPhrases = 3;
const longestOwn = 160;
const longestTelling = 200;
const longestOthers = 110;

/** What the actor did, to follow a subject: `attached AdministratorAccess to user bob (in one go with: created user bob)`. */
export function actsPhrase(file: CaseFile): string {
  const { alert, evidence, settings, calls } = file;
  const context: FoldContext = { settings, account: alert.account, calls };
  const ownRecords = evidence.records.filter((record) => isActors(record, file));
  const telling = alert.correlation === undefined ? withoutReads(ownRecords) : ownRecords;
  const phrases = foldedPhrases(inOrder(telling), context);
  if (phrases.length === 0) return `set off “${plain(alert.title, 120)}”`;

  const told = new Set(phrases.map(({ kind }) => kind));
  const further = foldedPhrases(inOrder(othersOf(file)), { ...context, calls: undefined }).filter(
    ({ kind }) => !told.has(kind),
  );
  const hasThen = evidence.records.length > ownRecords.length;
  const own = tell(phrases, longestOwn, hasThen ? 0 : alert.count) + thenPhrase(file, context);
  return own + besides(further, longestTelling - own.length);
}

/** What else belongs to the story, as far as there is room for it. */
function besides(further: readonly Phrase[], room: number): string {
  const [first] = further;
  if (first === undefined) return '';
  if (first.text.length > room)
    return ` (in one go with ${counted(further.length, 'other thing')})`;
  return ` (in one go with: ${tell(further, room, 0)})`;
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
function thenPhrase(file: CaseFile, context: FoldContext): string {
  const others = file.evidence.records.filter((record) => !isActors(record, file));
  const [first] = others;
  if (first === undefined) return '';
  const key = actorKeyOf(first);
  const phrases = foldedPhrases(
    others.filter((record) => actorKeyOf(record) === key),
    { ...context, calls: undefined },
  );
  return `; ${plain(actorOf(first).name) || 'somebody else'} ${tell(phrases, longestOthers, 0)}`;
}

function isActors(record: RawRecord, { alert, evidence }: CaseFile): boolean {
  const hasOwn = evidence.records.some((each) => actorKeyOf(each) === alert.actor.key);
  return !hasOwn || actorKeyOf(record) === alert.actor.key;
}

/** The first is always told; the others while the sentence can still be read. `calls` is how many there were, if known. */
function tell(phrases: readonly Phrase[], longest: number, calls: number): string {
  const shown = phrases
    .slice(0, mostPhrases)
    .filter((_, index, all) => index === 0 || lengthOf(all.slice(0, index + 1)) <= longest);
  const toldCalls = shown.reduce((sum, { times }) => sum + times, 0);
  const sentences = joinTries(shown.map(({ text: phrase }) => phrase));
  const rest = calls - toldCalls;
  const hidden = phrases.length - shown.length;
  if (hidden === 0 || calls === 0)
    return joinPhrases(
      hidden === 0 ? sentences : [...sentences, `did ${counted(hidden, 'other thing')}`],
    );
  return joinPhrases([...sentences, `made ${counted(Math.max(hidden, rest), 'other call')}`]);
}

function lengthOf(phrases: readonly Phrase[]): number {
  return phrases.reduce((sum, { text: phrase }) => sum + phrase.length + 1, 0);
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
