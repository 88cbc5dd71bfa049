import { z } from 'zod';

const Dollars = z.number().nonnegative();

/** One's own prices, which count instead of those of the built-in table. */
export const PriceSettings = z
  .strictObject({
    /** ISO date that these prices are of; it is shown beside every figure that they are in. */
    date: z.iso.date(),
    /**
     * US dollars an hour for one, by the name under which a page shows it (`p5.48xlarge`, `db.r6g.large`, `NAT gateway`): a
     * number, or a range.
     */
    perHour: z.record(
      z.string(),
      z.union([Dollars, z.strictObject({ low: Dollars, high: Dollars })]),
    ),
  })
  .optional();
export type PriceSettings = z.infer<typeof PriceSettings>;
