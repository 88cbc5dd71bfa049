import { z } from 'zod';
import { indicatorKinds } from '../indicators.ts';

const Hit = z.object({
  kind: z.enum(indicatorKinds),
  /** The alert's value. */
  value: z.string(),
  /** What it matched, as written in the file: the same, a range, or a domain above it. */
  indicator: z.string(),
  source: z.string(),
  note: z.string().optional(),
  /** Where in the record the value stood: `source address`, `request`, … */
  where: z.string(),
  /** Events of the alert that hold it: how many, and the first. */
  events: z.number().int(),
  eventId: z.string(),
});
export type Hit = z.infer<typeof Hit>;

/** The alert's values that the user's indicator files name. */
export const ThreatIntelligence = z.object({
  /** Indicators that there were to compare with, and different values of the alert that were compared. */
  indicators: z.number().int(),
  checked: z.number().int(),
  /** At most 20. */
  hits: z.array(Hit),
  more: z.boolean(),
});
export type ThreatIntelligence = z.infer<typeof ThreatIntelligence>;
