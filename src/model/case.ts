import { z } from 'zod';
import { Severity } from './severity.ts';

export const linkKinds = [
  'actor',
  'session',
  'access-key',
  'ip',
  'resource',
  /** One acted as a role that the other assumed, or both go back to one identity. */
  'role-assumption',
] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Why alerts are one case: all of them have this value. */
export const CaseLink = z.object({
  by: z.enum(linkKinds),
  value: z.string(),
  /** Ids of alerts. */
  alerts: z.array(z.string()),
  /** How far apart in time two alerts may lie for this value alone to join them. */
  withinHours: z.number().optional(),
});
export type CaseLink = z.infer<typeof CaseLink>;

export const CaseAlert = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  /** ISO 8601, UTC. */
  time: z.string(),
  account: z.string(),
  /** `Actor.key`, and the name that a person would say. */
  actor: z.string(),
  actorName: z.string(),
  /** ATT&CK tactics of version 19. */
  tactics: z.array(z.string()),
  /** 0–100; 0 for alerts that a filter quieted, which nobody has judged. */
  score: z.number(),
  /** What the score is made from: the order of alerts that score the same. */
  points: z.number().optional(),
  /** Title of the filter that quieted it: it is a member, and is shown as quieted. */
  suppressed: z.string().optional(),
});
export type CaseAlert = z.infer<typeof CaseAlert>;

/** What `cairn hunt` is asked. All that are given must match; times are ISO 8601, UTC: from inclusive, to exclusive. */
export const HuntAsk = z.object({
  actor: z.string().optional(),
  session: z.string().optional(),
  accessKey: z.string().optional(),
  ip: z.string().optional(),
  resource: z.string().optional(),
  /** `eventSource:eventName` such as iam.amazonaws.com:CreateUser, or `iam:CreateUser`; several with commas between: any. */
  action: z.string().optional(),
  account: z.string().optional(),
  since: z.string().optional(),
  until: z.string().optional(),
});
export type HuntAsk = z.infer<typeof HuntAsk>;

/** One line of arithmetic behind a score. */
export const RiskPart = z.object({
  points: z.number(),
  why: z.string(),
  alert: z.string().optional(),
});
export type RiskPart = z.infer<typeof RiskPart>;

/** Alerts that tell one incident together. */
export const Case = z.object({
  /** Stable over runs: it comes from the earliest member. */
  id: z.string(),
  title: z.string(),
  /** That of its worst alert that is not suppressed. */
  severity: Severity,
  risk: z.object({
    /** 0–100, made from `sum` as the score of an alert is from its points. */
    score: z.number(),
    /** The points of all `parts`. In cases of older versions, those of the worst alert. */
    sum: z.number().optional(),
    level: Severity,
    parts: z.array(RiskPart),
  }),
  /** ISO 8601, UTC. */
  firstSeen: z.string(),
  lastSeen: z.string(),
  accounts: z.array(z.string()),
  /** `Actor.key` of those who acted, the first to act first. */
  actors: z.array(z.string()),
  /** Identities without an alert that they came through by assuming roles: `Actor.key`, first hop first. */
  through: z.array(z.string()).optional(),
  /** Oldest first, at most 200; `count` is exact. */
  alerts: z.array(CaseAlert),
  count: z.number().int(),
  /** Why they are joined, the widest first; at most 50. */
  links: z.array(CaseLink),
  /** Tactics in the order in which they were reached. */
  story: z.array(
    z.object({
      tactic: z.string(),
      /** ISO 8601, UTC: first seen. */
      time: z.string(),
      /** Title of the alert that reached it. */
      what: z.string(),
      techniques: z.array(z.string()),
      alerts: z.array(z.string()),
    }),
  ),
  narrative: z.string(),
  /** What usually follows and has not been seen. */
  next: z.array(
    z.object({
      tactic: z.string(),
      /** What it looks like in CloudTrail. */
      what: z.string(),
      question: z.string().optional(),
      ask: HuntAsk.optional(),
      /** Runs as it is in a POSIX shell. */
      command: z.string().optional(),
    }),
  ),
  /** Questions for the other accounts; `command` runs as it is in a POSIX shell. */
  hunts: z.array(z.object({ question: z.string(), ask: HuntAsk, command: z.string() })),
});
export type Case = z.infer<typeof Case>;
