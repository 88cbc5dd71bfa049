import type { Calls } from '#src/enrich/calls/schema.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { actionOf } from '#src/normalize/action.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { type Change, changesOf } from '#src/normalize/derived/changes.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { resourcesOf } from '#src/normalize/resources.ts';
import { marked, withMarkedPolicy } from './marked.ts';
import { joinWords, unprintable } from './plain.ts';
import { pluralOf } from './plural.ts';
import { shortArns } from './short-arns.ts';

const longestPart = 300;

/** Changes that differ in the thing that was changed, and in nothing else. */
interface Kind {
  readonly before: string;
  readonly after: string;
  /** The call and its outcome. */
  readonly call: string;
  readonly objects: Set<string>;
  readonly records: Set<RawRecord>;
}

export interface FoldContext {
  readonly settings: DeriveSettings;
  /** The account of the alert, which need not be named again. */
  readonly account: string;
  /** How often each call was made, where the records are only some of them. */
  readonly calls: Calls | undefined;
  /** Records that are some of more calls: their number says nothing. */
  readonly samples: ReadonlySet<RawRecord>;
}

export interface Phrase {
  /** The same for phrases that differ in the things alone. */
  readonly kind: string;
  readonly text: string;
  /** How many calls it tells of. */
  readonly times: number;
  readonly records: ReadonlySet<RawRecord>;
}

/** What the records did, one phrase for each kind of thing: `deleted 8 snapshots (snap-1, snap-2, …)`. */
export function foldedPhrases(
  records: readonly RawRecord[],
  context: FoldContext,
): readonly Phrase[] {
  const kinds = new Map<string, Kind>();
  for (const record of records) {
    const changes = changesOf(record, context.settings);
    for (const [index, change] of changes.entries())
      addTo(kinds, change, record, `${index} ${callOf(record)}`);
  }
  const byCall = Map.groupBy(kinds.entries(), ([, { call }]) => call);
  return [...byCall.values()].flatMap((ofCall) => {
    const phrases = ofCall.map(([key, kind]) => {
      const calls = ofCall.length === 1 ? context.calls : undefined;
      const { times } = countsOf(kind, { ...context, calls });
      return {
        kind: key,
        text: phraseOf(kind, { ...context, calls }),
        times,
        records: kind.records,
      };
    });
    return phrases.length <= mostAlike ? phrases : [alike(ofCall, phrases, context)];
  });
}

/** One call told in more ways than this is told once, and its others are counted. */
const mostAlike = 3;

function alike(
  ofCall: readonly (readonly [string, Kind])[],
  phrases: readonly Phrase[],
  { calls, samples }: FoldContext,
): Phrase {
  const [record] = ofCall[0]?.[1].records ?? [];
  const tally = record === undefined ? undefined : tallyOf(record, calls);
  const counted = tally?.count ?? 0;
  const times = Math.max(phrases.length, counted);
  const [first] = phrases;
  const records = new Set(phrases.flatMap((phrase) => [...phrase.records]));
  const isSample = tally === undefined && !records.isDisjointFrom(samples);
  return {
    kind: first?.kind ?? '',
    text: `${first?.text} and more like it${isSample ? '' : ` (${times} calls)`}`,
    times,
    records,
  };
}

function addTo(kinds: Map<string, Kind>, change: Change, record: RawRecord, call: string): void {
  const [before, after] = cutOut(change);
  const key = JSON.stringify([before, after]);
  const kind = kinds.get(key) ?? { before, after, call, objects: new Set(), records: new Set() };
  kinds.set(key, kind);
  if (before !== change.text) kind.objects.add(change.object);
  kind.records.add(record);
}

function cutOut({ text: sentence, object }: Change): readonly [before: string, after: string] {
  const at = object === '' ? -1 : sentence.indexOf(` ${object}`);
  if (at === -1) return [sentence, ''];
  return [sentence.slice(0, at + 1), sentence.slice(at + 1 + object.length)];
}

function phraseOf(kind: Kind, context: FoldContext): string {
  const { times, things, areSomeThings, areSomeTimes } = countsOf(kind, context);
  const short = (part: string) => shortArns(clean(part), context.account);
  // What follows `the ` is a word of ours, and users are named so often that they need no marks.
  const isPlain = /(?:user|the) $/.test(kind.before);
  const objects = [...kind.objects].map(short).map((name) => (isPlain ? name : marked(name)));
  const start = withMarkedPolicy(short(kind.before));
  const before = things === 1 ? singular(start, objects) : start;
  const many = areSomeThings ? someThings : manyThings;
  const named = things > 1 ? many(before, objects, things) : before + joinWords(objects);
  const sentence = named + short(kind.after);
  if (times < 2) return sentence;
  const eachTime = sentence.replace(/, (refused|failed): /, ', $1 each time: ');
  return eachTime === sentence && things < 2
    ? `${sentence} ${areSomeTimes ? 'several' : times} times`
    : eachTime;
}

/** Names in it are written by anybody: nothing that cannot be seen comes through. Blanks at its ends join it to others. */
function clean(part: string): string {
  return part.replaceAll(unprintable, ' ').slice(0, longestPart);
}

/** Some calls take a list that seldom has more than one: `stopped instances i-1`. */
function singular(before: string, [object = '']: readonly string[]): string {
  const word = /(\S+) $/.exec(before)?.[1] ?? '';
  const isMany = pluralOf(word) !== word || / and |,/.test(object);
  return isMany
    ? before
    : before.replace(/e?s $/, (ending) =>
        /(?:ss|x|ch)es $/.test(before) ? ' ' : `${ending.slice(0, -2)} `,
      );
}

const mostListed = 3;

/** `deleted snapshots a and b`, `deleted 8 snapshots (a, b, …)`, and after a word that is no noun we know `on a, b and 6 more`. */
function manyThings(before: string, objects: readonly string[], things: number): string {
  const isAll = objects.length === things && things <= mostListed;
  const [, start = '', word = ''] = /^(.*?)(\S+) $/.exec(before) ?? [];
  const many = pluralOf(word);
  const some = objects.slice(0, 2).join(', ');
  if (many === undefined)
    return (
      before +
      (isAll ? joinWords(objects) : `${some} and ${things - Math.min(2, objects.length)} more`)
    );
  return isAll ? `${start}${many} ${joinWords(objects)}` : `${start}${things} ${many} (${some}, …)`;
}

/** Where only some of them are known: `deleted snapshots such as a and b`. */
function someThings(before: string, objects: readonly string[]): string {
  const [, start = '', word = ''] = /^(.*?)(\S+) $/.exec(before) ?? [];
  const many = pluralOf(word);
  if (many === undefined) return `${before}${objects.slice(0, 2).join(', ')} and more`;
  return `${start}${many} such as ${joinWords(objects.slice(0, 2))}`;
}

interface Counts {
  readonly times: number;
  readonly things: number;
  /** There may be more of them than is known. */
  readonly areSomeTimes: boolean;
  readonly areSomeThings: boolean;
}

/** The records may be only some of the calls: then the history says how many there were. */
function countsOf(kind: Kind, { calls, samples }: FoldContext): Counts {
  const isSample = !kind.records.isDisjointFrom(samples);
  const known = {
    times: kind.records.size,
    things: kind.objects.size,
    areSomeTimes: isSample,
    areSomeThings: isSample,
  };
  const [record] = kind.records;
  const found = record === undefined ? undefined : tallyOf(record, calls);
  if (found === undefined) return known;
  const isCounted = kind.objects.size > 0 && [...kind.records].every((each) => isNamed(each, kind));
  return {
    times: Math.max(known.times, found.count),
    things: isCounted ? Math.max(known.things, found.resources) : known.things,
    areSomeTimes: false,
    areSomeThings: !isCounted && found.count > known.times,
  };
}

function callOf(record: RawRecord): string {
  return `${actionOf(record)} ${errorCodeOf(record)}`;
}

function tallyOf(record: RawRecord, calls: Calls | undefined): Calls['calls'][number] | undefined {
  const action = actionOf(record);
  const errorCode = errorCodeOf(record);
  return calls?.calls.find((each) => each.action === action && each.errorCode === errorCode);
}

/** True when the history's resource of this call is the thing that the sentence names. */
function isNamed(record: RawRecord, { objects }: Kind): boolean {
  const [resource] = resourcesOf(record);
  if (resource === undefined) return false;
  return [...objects].some((object) => resource.endsWith(object) || object.endsWith(resource));
}
