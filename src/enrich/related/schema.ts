import { z } from 'zod';
import { linkKinds } from '#src/model/case.ts';
import { Severity } from '#src/model/severity.ts';

const Link = z.object({ by: z.enum(linkKinds), value: z.string() });

export const Related = z.object({
  /** What this alert can be joined by; at most 24. */
  links: z.array(Link),
  /** The case that this alert is a part of; absent when it stands alone. */
  case: z
    .object({
      id: z.string(),
      /** Members, this alert among them; suppressed ones count. */
      alerts: z.number().int(),
      severity: Severity,
      /** ISO 8601, UTC. */
      firstSeen: z.string(),
      lastSeen: z.string(),
      actors: z.number().int(),
      accounts: z.array(z.string()),
      /** Why this alert belongs to it; at most 8. */
      because: z.array(Link),
    })
    .optional(),
  /**
   * Other alerts: those of the same case, and those of the `days` before that share an actor, address, key, session or
   * resource. The case's first, then the most severe, then the newest; at most 20.
   */
  alerts: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: Severity,
      /** ISO 8601, UTC. */
      time: z.string(),
      account: z.string(),
      actor: z.string(),
      sameCase: z.boolean(),
      /** Title of the filter that quieted it. */
      suppressed: z.string().optional(),
      why: z.array(Link),
    }),
  ),
  /** Of all of them, also those that are not listed. */
  total: z.number().int(),
  sameCase: z.number().int(),
  sameActor: z.number().int(),
  sameIp: z.number().int(),
  sameResource: z.number().int(),
  more: z.boolean(),
  days: z.number().int(),
  /** Risk of the actor from its other alerts until this one, each point explained. */
  actorRisk: z.object({
    /** 0–100. */
    score: z.number(),
    level: Severity,
    halfLifeDays: z.number(),
    /** Largest first, at most 5. */
    points: z.array(
      z.object({
        points: z.number(),
        alert: z.string(),
        title: z.string(),
        time: z.string(),
        why: z.string(),
      }),
    ),
  }),
  /** What was left out of the search, and why. */
  note: z.string().optional(),
});
export type Related = z.infer<typeof Related>;
