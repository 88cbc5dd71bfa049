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
const longestOwn = 200;
const longestOthers = 110;

/** What the actor did, to follow a subject: `attached AdministratorAccess to user bob (in one go with: created user bob)`. */
export function actsPhrase(file: CaseFile): string {
  const { alert, evidence, acts, settings, calls } = file;
  const context: FoldContext = { settings, account: alert.account, calls };
  const ownRecords = evidence.records.filter((record) => isActors(record, file));
  const own = inOrder(alert.correlation === undefined ? withoutReads(ownRecords) : ownRecords);
  const phrases = foldedPhrases(own, context);
  if (phrases.length === 0) return `set off “${plain(alert.title, 120)}”`;

  const others = acts.filter(
    (record) => isActors(record, file) && !evidence.records.includes(record),
  );
  const told = new Set(phrases.map(({ kind }) => kind));
  const further = foldedPhrases(inOrder(withoutReads(others)), {
    ...context,
    calls: undefined,
  }).filter(({ kind }) => !told.has(kind));
  return [
    tell(phrases, longestOwn),
    thenPhrase(file, context),
    further.length === 0 ? '' : ` (in one go with: ${tell(further, longestOthers)})`,
  ].join('');
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
  return `; ${plain(actorOf(first).name) || 'somebody else'} ${tell(phrases, longestOthers)}`;
}

function isActors(record: RawRecord, { alert, evidence }: CaseFile): boolean {
  const hasOwn = evidence.records.some((each) => actorKeyOf(each) === alert.actor.key);
  return !hasOwn || actorKeyOf(record) === alert.actor.key;
}

/** The first is always told; the others while the sentence can still be read. */
function tell(phrases: readonly Phrase[], longest: number): string {
  const shown = phrases
    .slice(0, mostPhrases)
    .map(({ text: phrase }) => phrase)
    .filter((_, index, all) => index === 0 || all.slice(0, index + 1).join(' ').length <= longest);
  const rest = phrases.length - shown.length;
  return joinPhrases(rest === 0 ? shown : [...shown, `did ${counted(rest, 'other thing')}`]);
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
