import { isoTime, minuteMs } from '#src/model/time.ts';
import { isSamePlace, kmBetween, type Located } from './places.ts';
import type { Leg } from './schema.ts';

/** One call at a known place. */
export interface Sighting {
  readonly ip: string;
  readonly place: Located;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** '' where only the time is known yet. */
  readonly eventId: string;
  /** One of the alert's own calls. */
  readonly own: boolean;
}

/** From the last call at one place to the first at the next. */
export interface Move {
  readonly from: Sighting;
  readonly to: Sighting;
}

const hourMs = 60 * minuteMs;
/** Faster than an airliner, and farther than databases of places are ever wrong. */
const fastKmPerHour = 1_000;
const farKm = 500;
/** Nobody changes countries and works again within this time, save at a border. */
const shortMs = hourMs;

/** The moves into and out of the places of the alert's own calls; empty when the actor stayed at one. */
export function movesOf(sightings: readonly Sighting[]): readonly Move[] {
  const stays = staysOf(sightings.toSorted((a, b) => a.time - b.time));
  return stays.flatMap((stay, at) => {
    const next = stays[at + 1];
    if (next === undefined || !(hasOwn(stay) || hasOwn(next))) return [];
    const [from, to] = [stay.at(-1), next[0]];
    return from === undefined || to === undefined ? [] : [{ from, to }];
  });
}

/** Sightings one after another at the same place. */
function staysOf(sightings: readonly Sighting[]): readonly (readonly Sighting[])[] {
  const stays: Sighting[][] = [];
  for (const sighting of sightings) {
    const stay = stays.at(-1);
    const isHere = stay?.[0] !== undefined && isSamePlace(stay[0].place, sighting.place);
    if (isHere) stay?.push(sighting);
    else stays.push([sighting]);
  }
  return stays;
}

function hasOwn(stay: readonly Sighting[]): boolean {
  return stay.some(({ own }) => own);
}

/** `usual` says whether this actor is often seen at a place. */
export function legOf({ from, to }: Move, usual: (place: Located) => boolean): Leg {
  const tookMs = Math.max(to.time - from.time, 0);
  const km = kmBetween(from.place, to.place);
  // CloudTrail counts in seconds: two calls in one second are a second apart at most.
  const kmPerHour = km === undefined ? undefined : km / (Math.max(tookMs, 1_000) / hourMs);
  const isTooFast = (km ?? 0) > farKm && (kmPerHour ?? 0) > fastKmPerHour;
  const isTooSoon = km === undefined && tookMs < shortMs;
  return {
    from: stayOf(from),
    to: stayOf(to),
    minutes: Math.round(tookMs / minuteMs),
    ...(km === undefined ? {} : { km: Math.round(km) }),
    ...(kmPerHour === undefined ? {} : { kmPerHour: Math.round(kmPerHour) }),
    impossible: isTooFast || isTooSoon,
    usual: usual(from.place) && usual(to.place),
  };
}

export function stayOf({ ip, place, time, eventId }: Sighting): Leg['from'] {
  const { country, city } = place;
  return {
    ip,
    place: { country, ...(city === undefined ? {} : { city }) },
    time: isoTime(time),
    eventId,
  };
}
