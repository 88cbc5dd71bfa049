import { dayMs, hourMs } from '#src/model/time.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { text } from '#src/normalize/untyped.ts';
import { defineEnrichment, type EnrichContext, type Subject } from '../enrichment.ts';
import type { History, Tally, TallyQuestion } from '../history.ts';
import { addressesUsed } from '../surroundings.ts';
import { type Habit, habitsOf, isUsual } from './habits.ts';
import { legOf, type Move, movesOf, type Sighting, stayOf } from './journey.ts';
import { placeName, whereabouts } from './places.ts';
import { ImpossibleTravel, type Leg } from './schema.ts';

const mostLegs = 6;
const mostStays = 5;

export const impossibleTravel = defineEnrichment({
  id: 'impossible-travel',
  title: 'Whether one person can have been at all these places',
  configuredBy: [
    'egress',
    'network.country',
    'network.anonymous',
    'network.awsRanges',
    'network.lists',
    'network.hosting',
  ],
  value: ImpossibleTravel,
  timeoutMs: 30_000,
  needs: 'call of a person together with a file of places (network.country in the configuration)',

  missing({ actor }, { lookups }) {
    if (actor.class !== 'human') return 'person who could travel: this is not known to be a human';
    if (!lookups.networks.has.country)
      return 'file that says where addresses are; name one as network.country in the configuration';
    return 'event to read an address from';
  },

  appliesTo: ({ actor, records }, { lookups }) =>
    actor.class === 'human' && lookups.networks.has.country && records.length > 0,

  async enrich(subject, context) {
    const { history, lookups, config } = context;
    const [around = [], used = []] = await history.tally([
      dayAroundAlert(subject),
      addressesUsed(subject, { actor: subject.actor.key }),
    ]);
    const { sightings, leftOut } = locate(subject, around, context);
    const habits = habitsOf(used, lookups.networks, config);
    const found = movesOf(sightings);
    const moves = await withEvidence(found, subject, history);
    const legs = moves
      .map((move) => legOf(move, (place) => isUsual(place, habits)))
      .toSorted((a, b) => Number(b.impossible) - Number(a.impossible))
      .slice(0, mostLegs);
    const own = sightings.filter((each) => each.own);
    const evidence = [
      ...legs.flatMap(({ from, to }) => [from.eventId, to.eventId]),
      ...own.map(({ eventId }) => eventId),
    ];
    return {
      value: travelOf(legs, own, habits, leftOut),
      evidence: [...new Set(evidence)].filter((id) => id !== '').slice(0, 20),
    };
  },
});

/** From a day before the first call to a day after the last, whole hours, by address and hour. */
function dayAroundAlert({ actor, firstSeen, lastSeen }: Subject): TallyQuestion {
  return {
    where: { actor: actor.key },
    from: Math.floor((firstSeen - dayMs) / hourMs) * hourMs,
    to: Math.ceil((lastSeen + dayMs) / hourMs) * hourMs,
    by: ['ip', 'hour'],
    limit: 2_000,
  };
}

/** All calls whose place is known, and the alert's own addresses that tell nothing. */
function locate(subject: Subject, around: readonly Tally[], context: EnrichContext) {
  const { lookups, config } = context;
  const leftOut = new Map<string, string>();
  const placed = (calls: readonly Omit<Sighting, 'place'>[]): readonly Sighting[] =>
    calls.flatMap((call) => {
      const found = whereabouts(call.ip, lookups.networks, config);
      if ('place' in found) return [{ ...call, place: found.place }];
      leftOut.set(call.ip, found.why);
      return [];
    });
  const own = subject.records
    // A chain of calls may hold those of others, who may be anywhere.
    .filter((record) => actorKeyOf(record) === subject.actor.key)
    .map((record) => ({
      ip: text(record['sourceIPAddress']),
      time: eventTimeOf(record),
      eventId: eventIdOf(record),
      own: true,
    }))
    .filter(({ ip, time }) => ip !== '' && time > 0);
  const others = around.flatMap(({ values: [ip = ''], firstSeen, lastSeen, eventId }) => [
    { ip, time: firstSeen, eventId, own: false },
    ...(lastSeen > firstSeen ? [{ ip, time: lastSeen, eventId: '', own: false }] : []),
  ]);
  return { sightings: [...placed(own), ...placed(others)], leftOut };
}

/** Of the last call of an hour only the time is known: the history names the event where a move needs it. */
async function withEvidence(
  moves: readonly Move[],
  { actor }: Subject,
  history: History,
): Promise<readonly Move[]> {
  const nameless = moves
    .flatMap(({ from, to }) => [from, to])
    .filter((each) => each.eventId === '');
  if (nameless.length === 0) return moves;
  const answers = await history.events(
    nameless.map(({ ip, time }) => ({
      where: { actor: actor.key, ip },
      from: time,
      to: time + 1,
      limit: 1,
    })),
  );
  const ids = new Map(nameless.map((each, at) => [each, answers[at]?.[0]?.eventId ?? '']));
  const named = (each: Sighting) => ({ ...each, eventId: ids.get(each) ?? each.eventId });
  return moves.map(({ from, to }) => ({ from: named(from), to: named(to) }));
}

function travelOf(
  legs: readonly Leg[],
  own: readonly Sighting[],
  habits: readonly Habit[],
  leftOut: ReadonlyMap<string, string>,
): ImpossibleTravel {
  const telling = legs.find((leg) => leg.impossible && !leg.usual);
  const isByCountry =
    legs.some(({ km }) => km === undefined) || !own.some(({ place }) => place.location);
  const here = [...new Map(own.map((each) => [each.ip, each])).values()].slice(0, mostStays);
  const isKnown = habits.length > 0 && own.length > 0;
  const newCountry = own.some(
    ({ place }) => !habits.some((habit) => habit.place.country === place.country),
  );
  return {
    method: isByCountry ? 'country' : 'distance',
    impossible: telling !== undefined,
    legs: [...legs],
    here: here.map(stayOf),
    ...(isKnown ? { newCountry } : {}),
    usualPlaces: habits.slice(0, mostStays).map(({ place: { country, city }, calls, days }) => ({
      country,
      ...(city === undefined ? {} : { city }),
      calls,
      days,
    })),
    leftOut: [...leftOut].slice(0, 10).map(([ip, why]) => ({ ip: plainAddress(ip), why })),
    text: sentenceOf(legs, telling, own, leftOut),
  };
}

function sentenceOf(
  legs: readonly Leg[],
  telling: Leg | undefined,
  own: readonly Sighting[],
  leftOut: ReadonlyMap<string, string>,
): string {
  if (own.length === 0) return nowhereBecause(leftOut);
  if (telling !== undefined) return `${journeyOf(telling)}: ${verdictOf(telling)}`;
  const [leg] = legs;
  if (leg === undefined)
    return `all located calls came from ${placeName(own[0]?.place ?? nowhere)}`;
  const why = leg.impossible ? 'both are usual places of this actor' : 'there was time enough';
  return `${journeyOf(leg)}: ${why}`;
}

function nowhereBecause(leftOut: ReadonlyMap<string, string>): string {
  const [first] = leftOut;
  const why = first === undefined ? '' : `: ${plainAddress(first[0])} is ${first[1]}`;
  return `the alert’s own addresses do not tell where its caller was${why}`;
}

function plainAddress(ip: string): string {
  return clean(ip) || '(not named)';
}

const nowhere = { country: 'an unknown place' };

function journeyOf({ from, to, minutes }: Leg): string {
  return `seen in ${placeName(from.place)} from ${from.ip} and ${minutes} minutes later in ${placeName(to.place)} from ${to.ip}`;
}

function verdictOf({ km, kmPerHour }: Leg): string {
  if (km === undefined || kmPerHour === undefined)
    return 'two countries in too short a time (only countries are known, so this is a weaker sign)';
  return `${km} km at ${kmPerHour} km/h, which nobody travels`;
}
