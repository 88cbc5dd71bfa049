import { z } from 'zod';

/** How alerts are joined into cases, and how long risk is remembered. */
export const CaseSettings = z
  .strictObject({
    /** Alerts that share something belong together when no more than this lies between neighbours. */
    windowDays: z.int().min(1).max(90).default(7),
    /** An address or resource that more actors than this use says nothing about who belongs together. */
    mostActors: z.int().min(1).max(1_000).default(8),
    /** The same for anything that more alerts than this share. */
    mostAlerts: z.int().min(2).max(100_000).default(500),
    /** After this time an alert counts half for the risk of its actor, key, address, resource and account. */
    halfLifeDays: z.number().positive().max(365).default(7),
  })
  .prefault({});
