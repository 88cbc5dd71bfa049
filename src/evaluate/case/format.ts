import { z } from 'zod';
import { Severity } from '#src/model/severity.ts';
import { Verdict } from '#src/model/verdict.ts';

/** Any JSON, written as YAML. */
const Fields = z.record(z.string(), z.unknown());

/**
 * One call, or several alike. In every text of it `{n}` is the number of the repetition, counted from 1, and `{name}`
 * something that the world names: `{prod}` an account, `{office}` an address.
 */
export const EventForm = z.strictObject({
  /** `iam:CreateUser`: the event source without `.amazonaws.com`, and the event's name. */
  call: z.string().regex(/^[a-z0-9.-]+:\w+$/),
  /** Who: see `identityOf`. */
  by: z.string().optional(),
  /** An address, or a place of the world. */
  from: z.string().optional(),
  /** A user agent, or a tool of the world. */
  agent: z.string().optional(),
  region: z.string().optional(),
  /** Account, or its name in the world, whose trail delivers the record. */
  account: z.string().optional(),
  /** `+90s`, `+5m`, `+2h`, `-1d` from the time of the case; otherwise some seconds after the event before. */
  at: z.string().optional(),
  /** requestParameters */
  with: Fields.optional(),
  /** responseElements */
  gives: Fields.optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  /** The session that this call of STS gives out, written like `by`. */
  opens: z.string().optional(),
  /** The access key that was used, where it is not the one that the identity always has. */
  key: z.string().optional(),
  mfa: z.boolean().optional(),
  /** additionalEventData */
  extra: Fields.optional(),
  /** ARNs of `resources`. */
  touches: z.array(z.string()).optional(),
  times: z.int().min(1).max(500).default(1),
  /** Between repetitions: `4s`, `1m`. */
  every: z.string().default('4s'),
  /** Any other fields of the record, as they are. */
  fields: Fields.optional(),
});
export type EventForm = z.infer<typeof EventForm>;

/** What somebody does day by day before the case: the history that tells usual from new. */
export const Routine = z.strictObject({
  by: z.string(),
  from: z.string().optional(),
  agent: z.string().optional(),
  region: z.string().optional(),
  account: z.string().optional(),
  /** Calls, or whole events. */
  calls: z.array(z.union([z.string(), EventForm])).min(1),
  days: z.int().min(1).max(90).default(35),
  /** Of the day, UTC. */
  hour: z.int().min(0).max(23).default(9),
  /** The calls of a day lie within so many hours from there: a person's more than a job's. */
  hours: z.int().min(1).max(24).default(1),
  /** Weekends too. */
  always: z.boolean().default(false),
});
export type Routine = z.infer<typeof Routine>;

/** What a senior analyst says about a case: from what happened and from ATT&CK, never from what Cairn answers. */
export const Label = z.strictObject({
  verdict: Verdict,
  /** The levels that are right: one, or lowest and highest. */
  severity: z.array(Severity).min(1).max(2),
  /** Techniques that have to be named. `T1078.004|T1078`: one of them. */
  must: z.array(z.string()).default([]),
  /** Techniques that may be named as well. */
  may: z.array(z.string()).default([]),
  /** What the summaries have to hold. `a|b`: one of them. */
  actor: z.string().optional(),
  objects: z.array(z.string()).default([]),
  words: z.array(z.string()).default([]),
  /** Any of these runbooks fits. */
  runbooks: z.array(z.string()).default([]),
  why: z.string(),
});
export type Label = z.infer<typeof Label>;

export const CaseForm = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  label: Label,
  /** Who, where, when: what events do not say themselves. */
  by: z.string(),
  at: z.iso.datetime(),
  from: z.string().default('office'),
  agent: z.string().default('cli'),
  region: z.string().default('eu-west-1'),
  account: z.string().default('prod'),
  /** Added to the configuration of the world. */
  config: Fields.default({}),
  /** Routines, or names of routines of the world, beside those that every case has. */
  before: z.array(z.union([z.string(), Routine])).default([]),
  events: z.array(EventForm).min(1),
});
export type CaseForm = z.infer<typeof CaseForm>;

/** What the cases have in common. */
export const World = z.strictObject({
  /** Ids by name. */
  accounts: z.record(z.string(), z.string()),
  /** Addresses by name. */
  places: z.record(z.string(), z.string()),
  /** User agents by name. */
  agents: z.record(z.string(), z.string()),
  /** A configuration as in cairn.yaml. */
  config: Fields,
  /** What is known about addresses. */
  networks: z.record(
    z.string(),
    z.strictObject({
      asn: z.int().optional(),
      organization: z.string().optional(),
      country: z.string().optional(),
      city: z.string().optional(),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
      hosting: z.boolean().optional(),
      lists: z.array(z.string()).optional(),
    }),
  ),
  /** What goes on in every case. */
  before: z.array(Routine),
  routines: z.record(z.string(), Routine).default({}),
});
export type World = z.infer<typeof World>;
