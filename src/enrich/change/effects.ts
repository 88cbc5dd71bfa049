import type { RawRecord } from '#src/model/cloud-event.ts';
import { dayMs } from '#src/model/time.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { joined } from '#src/normalize/derived/changes/words.ts';
import type { Effect, Lookup } from '#src/normalize/derived/effects/effect.ts';
import { effectsOf } from '#src/normalize/derived/effects.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { EventsQuestion, History, StoredEvent } from '../history.ts';
import type { ChangeEffect } from './schema.ts';
import { partsOf, sentenceOf, stateOf } from './words.ts';

const lookBackMs = 30 * dayMs;
/** A policy is set a few times a month; where it is set more often than this, what was there before is not said. */
const mostEarlier = 100;
const mostLookups = 12;
const mostEffects = 20;
const mostListed = 12;
const mostConditions = 8;

interface Found {
  readonly effect: Effect;
  readonly record: RawRecord;
  readonly tried: boolean;
}

/** What the calls made possible for whom, with what was there before where the history knows it. */
export async function effectsIn(
  records: readonly RawRecord[],
  settings: DeriveSettings,
  history: History,
): Promise<{ effects: ChangeEffect[]; moreEffects: boolean }> {
  const found = distinct(records.flatMap((record) => foundIn(record, settings)));
  const earlier = await earlierCalls(found.slice(0, mostLookups), history);
  const effects = found
    .map((each, index) => told(each, earlier[index] ?? nothingEarlier, settings))
    .toSorted((a, b) => gravityOf(b) - gravityOf(a) || (a.since < b.since ? -1 : 1));
  return { effects: effects.slice(0, mostEffects), moreEffects: effects.length > mostEffects };
}

function foundIn(record: RawRecord, settings: DeriveSettings): readonly Found[] {
  const tried = errorCodeOf(record) !== '';
  return effectsOf(record, settings).map((effect) => ({ effect, record, tried }));
}

/** The same thing set twice to the same is one effect, since the first time. */
function distinct(found: readonly Found[]): readonly Found[] {
  const byState = new Map<string, Found>();
  for (const each of found) {
    const { kind, thing, sentence = '' } = each.effect;
    const key = JSON.stringify([kind, thing, sentence, stateOf(each.effect), each.tried]);
    if (!byState.has(key)) byState.set(key, each);
  }
  return [...byState.values()];
}

/** The last one first. */
interface Earlier {
  readonly replaced: readonly RawRecord[];
  readonly explaining: readonly RawRecord[];
}
const nothingEarlier: Earlier = { replaced: [], explaining: [] };

interface Asked {
  readonly use: keyof Earlier;
  /** Place of the effect that asks. */
  readonly of: number;
  readonly questions: readonly EventsQuestion[];
}

/** One question to the history for all effects, and one for the records that it answers with. */
async function earlierCalls(
  found: readonly Found[],
  history: History,
): Promise<readonly Earlier[]> {
  const asked = found.flatMap((each, of) => askedBy(each, of));
  if (asked.length === 0) return [];
  const answers = await history.events(asked.flatMap(({ questions }) => questions));
  const chosen = chosenFrom(answers, asked);
  const ids = [...new Set(chosen.flat())];
  const records = ids.length === 0 ? [] : await history.records(ids);
  const byId = new Map(ids.map((id, index) => [id, records[index]]));
  return found.map((_, of) => {
    const recordsFor = (use: keyof Earlier) =>
      asked
        .flatMap((each, index) => (each.of === of && each.use === use ? (chosen[index] ?? []) : []))
        .map((id) => byId.get(id))
        .filter((record) => record !== undefined);
    return { replaced: recordsFor('replaced'), explaining: recordsFor('explaining') };
  });
}

function askedBy({ effect, record }: Found, of: number): readonly Asked[] {
  const lookups = [
    ['replaced', effect.replaces],
    ['explaining', effect.explainedBy],
  ] as const;
  return lookups.flatMap(([use, lookup]) =>
    lookup === undefined ? [] : [{ use, of, questions: questionsOf(record, lookup) }],
  );
}

function questionsOf(record: RawRecord, { resource, actions }: Lookup): readonly EventsQuestion[] {
  const time = eventTimeOf(record);
  const account = accountOf(record);
  if (resource === '') return [];
  return actions.map((action) => ({
    where: { account, resource, action },
    from: Math.max(0, time - lookBackMs),
    to: time,
    limit: mostEarlier,
  }));
}

/** Ids of the events that answer each of those who asked, the last one first. */
function chosenFrom(
  answers: readonly (readonly StoredEvent[])[],
  asked: readonly Asked[],
): readonly (readonly string[])[] {
  let at = 0;
  return asked.map(({ questions }) => {
    const own = answers.slice(at, at + questions.length);
    at += questions.length;
    // The oldest come first: a full answer may lack the one that counts.
    return own.some(({ length }) => length === mostEarlier) ? [] : latest(own.flat());
  });
}

const mostChosen = 5;

function latest(events: readonly StoredEvent[]): readonly string[] {
  return events
    .filter(({ errorCode }) => errorCode === '')
    .toSorted((a, b) => b.time - a.time || (a.eventId < b.eventId ? -1 : 1))
    .slice(0, mostChosen)
    .map(({ eventId }) => eventId);
}

function told(found: Found, earlier: Earlier, settings: DeriveSettings): ChangeEffect {
  const { record, tried } = found;
  const effect = explained(found, earlier.explaining, settings);
  const sentence = sentenceOf(effect, settings.ownAccounts.size > 0);
  const comparison = compared(effect, earlier.replaced, settings);
  const { added, removed } = comparison;
  return {
    kind: effect.kind,
    text: tried ? `had it gone through, ${sentence}` : sentence,
    resource: effect.resource.slice(0, 300),
    principals: effect.principals.slice(0, mostListed),
    external: effect.principals.some(({ external }) => external),
    public: effect.principals.some((principal) => principal.public),
    privileges: effect.privileges.slice(0, mostListed),
    adminEquivalent: effect.adminEquivalent,
    conditions: effect.conditions.slice(0, mostConditions),
    reduces: effect.reduces || (added?.length === 0 && removed?.length !== 0),
    tried,
    ...comparison,
    since: new Date(eventTimeOf(record)).toISOString(),
    eventId: eventIdOf(record),
  };
}

/** What a policy given by its name alone allows, from the calls that wrote it. */
function explained(
  { effect, record }: Found,
  explaining: readonly RawRecord[],
  settings: DeriveSettings,
): Effect {
  const version = text(bag(record['requestParameters'])['versionId']);
  const relevant = explaining.filter((each) => version === '' || versionOf(each) === version);
  const isGroup = relevant.some((each) => /Group|PermissionSet/.test(text(each['eventName'])));
  // A policy has one version in force, a group all that it was given.
  const counted = isGroup ? relevant : relevant.slice(0, 1);
  const given = counted.flatMap((each) => effectsOf(each, settings));
  if (given.length === 0) return effect;
  const allowed = [...new Set(given.flatMap((each) => each.privileges))];
  const { sentence } = effect;
  return {
    ...effect,
    privileges: [...new Set([...effect.privileges, ...allowed])],
    ...(sentence !== undefined && { sentence: `${sentence}, which allows ${joined(allowed)}` }),
    adminEquivalent: effect.adminEquivalent || given.some((each) => each.adminEquivalent),
  };
}

function versionOf(record: RawRecord): string {
  if (record['eventName'] === 'CreatePolicy') return 'v1';
  return text(bag(bag(record['responseElements'])['policyVersion'])['versionId']);
}

type Comparison = Pick<ChangeEffect, 'before' | 'after' | 'added' | 'removed' | 'beforeEventId'>;

function compared(
  effect: Effect,
  replaced: readonly RawRecord[],
  settings: DeriveSettings,
): Comparison {
  const after = clip(stateOf(effect));
  const previous = replaced.find((record) => isAbout(effect, record, settings));
  if (previous === undefined) return { after };
  const before = effectsOf(previous, settings).find((each) => isSameThing(effect, each));
  const had = new Set(before === undefined ? [] : partsOf(before));
  const has = new Set(partsOf(effect));
  return {
    before: before === undefined ? 'nothing' : clip(stateOf(before)),
    after,
    added: [...has].filter((part) => !had.has(part)).slice(0, mostListed),
    removed: [...had].filter((part) => !has.has(part)).slice(0, mostListed),
    beforeEventId: eventIdOf(previous),
  };
}

/** A user has many inline policies: the call before must have set or deleted the same one. */
function isAbout(effect: Effect, record: RawRecord, settings: DeriveSettings): boolean {
  const effects = effectsOf(record, settings);
  // The deletion of a role opens nothing and says no more than its name.
  return effects.length === 0 || effects.some((each) => isSameThing(effect, each));
}

function isSameThing(a: Effect, b: Effect): boolean {
  return a.kind === b.kind && a.thing === b.thing;
}

/** Several cleaned names in a row are still long. */
function clip(words: string): string {
  return words.length > 400 ? `${words.slice(0, 399)}…` : words;
}

/** Public before external before administrator; what was only tried or taken away comes last. */
function gravityOf({ reduces, tried, ...effect }: ChangeEffect): number {
  if (reduces) return 0;
  const points =
    Number(effect.public) * 4 +
    Number(effect.external) * 2 +
    Number(effect.adminEquivalent) * 3 +
    1;
  return tried ? points / 10 : points;
}
