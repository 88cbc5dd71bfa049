import { z } from 'zod';

const Place = z.object({
  /** ISO 3166-1 alpha-2 */
  country: z.string(),
  city: z.string().optional(),
});

const Stay = z.object({
  ip: z.string(),
  place: Place,
  /** ISO 8601, UTC. */
  time: z.string(),
  eventId: z.string(),
});

const Leg = z.object({
  from: Stay,
  to: Stay,
  /** Minutes between the two calls. */
  minutes: z.number(),
  /** Great-circle distance and speed; absent where the file tells countries only. */
  km: z.number().optional(),
  kmPerHour: z.number().optional(),
  /** Faster than an airliner and far; or, by countries alone, two countries in too short a time. */
  impossible: z.boolean(),
  /** Both ends are places that this actor is often seen at, as of somebody with a machine elsewhere. */
  usual: z.boolean(),
});
export type Leg = z.infer<typeof Leg>;

/** Whether a person can have been at both places. */
export const ImpossibleTravel = z.object({
  /** `country` is the weaker statement: the file tells no coordinates. */
  method: z.enum(['distance', 'country']),
  /** True when a leg is impossible and not usual. */
  impossible: z.boolean(),
  /** The place before and the place after each of the alert's own, at most 6; empty when the actor stayed at one place. */
  legs: z.array(Leg),
  /** Where the alert's own calls came from. */
  here: z.array(Stay),
  /** True when this actor was not seen in this country in the 30 days before; absent when it was hardly seen at all. */
  newCountry: z.boolean().optional(),
  /** Learned from 30 days, the most frequent first, at most 5. */
  usualPlaces: z.array(Place.extend({ calls: z.number().int(), days: z.number().int() })),
  /** Addresses that say nothing about where a person is, at most 10: own egress, AWS, VPNs, hosting, no known place. */
  leftOut: z.array(z.object({ ip: z.string(), why: z.string() })),
  /** In one sentence. */
  text: z.string(),
});
export type ImpossibleTravel = z.infer<typeof ImpossibleTravel>;
