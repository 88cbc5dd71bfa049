import type { RawRecord } from '#src/model/cloud-event.ts';
import { changesOf } from '#src/normalize/derived/changes.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from './plain.ts';

const mostPhrases = 4;
const longestTelling = 320;

/** What the actor did, to follow a subject: `created user bob and attached AdministratorAccess to user bob`. */
export function actsPhrase(file: CaseFile): string {
  const records = tellingOf(file);
  const changes = records.flatMap((record) => changesOf(record, file.settings));
  const phrases = [...new Set(changes.map((change) => change.text))];
  if (phrases.length === 0) return `set off “${plain(file.alert.title, 120)}”`;
  const shown = phrases.slice(0, mostPhrases).filter((_, index, all) => hasRoom(all, index));
  const rest = phrases.length - shown.length;
  return joinPhrases(
    rest > 0 ? [...shown, `did ${rest} more such ${rest === 1 ? 'thing' : 'things'}`] : shown,
  );
}

/** The first is always told; the others while the sentence can still be read. */
function hasRoom(phrases: readonly string[], index: number): boolean {
  return index === 0 || phrases.slice(0, index + 1).join(' ').length <= longestTelling;
}

/** Phrases with commas of their own are set apart by semicolons. */
function joinPhrases(phrases: readonly string[]): string {
  const hasComma = phrases.some((phrase) => phrase.includes(','));
  return hasComma && phrases.length > 1 ? phrases.join('; ') : joinWords(phrases);
}

/** The alert's own calls, then as many others of its story as there is room for; reads would bury what was changed. */
function tellingOf({ acts, evidence }: CaseFile): readonly RawRecord[] {
  const own = acts.filter((record) => evidence.records.includes(record));
  const others = acts.filter((record) => isChange(record) && !own.includes(record));
  const ownChanges = own.filter(isChange);
  const telling = ownChanges.length > 0 ? ownChanges : own;
  const room = Math.max(0, mostPhrases - telling.length);
  return [...telling, ...others.slice(0, room)].toSorted(
    (a, b) => eventTimeOf(a) - eventTimeOf(b) || orderOf(a) - orderOf(b),
  );
}

function isChange(record: RawRecord): boolean {
  return record['readOnly'] !== true;
}

/** Times have no fractions of seconds: within one, a thing is made before it is given something. */
function orderOf(record: RawRecord): number {
  const name = text(record['eventName']);
  if (/^Create(?!AccessKey|LoginProfile)/.test(name)) return 0;
  return /^(?:Attach|Put|Add)/.test(name) ? 1 : 2;
}
