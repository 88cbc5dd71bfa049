import { z } from 'zod';

const Range = z.object({ low: z.number(), high: z.number() });

const Item = z.object({
  /** `8 × p5.48xlarge` */
  what: z.string(),
  service: z.string(),
  region: z.string(),
  /** Machines, units, messages; both ends are equal where the call says exactly how many. */
  count: Range,
  /** US dollars if it runs all the time; absent when there is no price for it. */
  perHour: Range.optional(),
  perDay: Range.optional(),
  /** Paid at once and not by the hour: reservations, savings plans. */
  upfront: Range.optional(),
  /** True when the call failed: this is what it would have cost. */
  tried: z.boolean(),
  /** What had to be assumed, a sentence each. */
  assumptions: z.array(z.string()),
  eventId: z.string(),
});
export type CostItem = z.infer<typeof Item>;

/** What the calls can cost, by list prices on demand: a range, never a bill. */
export const Cost = z.object({
  currency: z.literal('USD'),
  /** At most 20, the dearest first. */
  items: z.array(Item),
  more: z.boolean(),
  /** Sums over the items that went through and have a price; absent when none has. */
  perHour: Range.optional(),
  perDay: Range.optional(),
  upfront: Range.optional(),
  /** What there is no price for, in the words of the call: it is not free. */
  unknown: z.array(z.string()),
  prices: z.object({
    /** ISO date that the prices are of. */
    date: z.string(),
    source: z.string(),
    /** ISO date of the configuration's prices, where one of them is in the figures. */
    ownDate: z.string().optional(),
  }),
});
export type Cost = z.infer<typeof Cost>;
