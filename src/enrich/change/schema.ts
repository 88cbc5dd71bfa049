import { z } from 'zod';
import { effectKinds } from '#src/normalize/derived/effects/effect.ts';

const Principal = z.object({
  /** `account 999988887777`, `everyone`, `user deploy-bot`, an ARN, a service */
  name: z.string(),
  account: z.string().optional(),
  /** Neither the event's account nor one of the configured organisation's. */
  external: z.boolean(),
  /** Anyone at all. */
  public: z.boolean(),
});

/** What became possible for whom. */
const Effect = z.object({
  kind: z.enum(effectKinds),
  /** `role Admin can now be assumed by account 999988887777, which is not in the organisation` */
  text: z.string(),
  /** What it opens or governs: an ARN, id or name; '' where the call names none. */
  resource: z.string(),
  /** Whom; at most 12. */
  principals: z.array(Principal),
  external: z.boolean(),
  public: z.boolean(),
  /** What they can do now: actions, a policy's name, ports; at most 12. */
  privileges: z.array(z.string()),
  /** As good as administrator of the account. */
  adminEquivalent: z.boolean(),
  /** What narrows it, in words: `aws:SourceAccount StringEquals 111122223333`; at most 8. */
  conditions: z.array(z.string()),
  /** True when the call took something away and opened nothing. */
  reduces: z.boolean(),
  /** True when the call failed, so that nothing changed. */
  tried: z.boolean(),
  /** The same thing in short words before the call; absent where neither the call nor the history says it. */
  before: z.string().optional(),
  after: z.string().optional(),
  /** Principals and privileges that were not there before; only where `before` is known. */
  added: z.array(z.string()).optional(),
  removed: z.array(z.string()).optional(),
  /** ISO 8601, UTC: since when it holds. */
  since: z.string(),
  eventId: z.string(),
  /** The event that set the same thing before. */
  beforeEventId: z.string().optional(),
});
export type ChangeEffect = z.infer<typeof Effect>;

/** What the calls changed, read or tried, oldest first. */
export const Change = z.object({
  changes: z.array(
    z.object({
      /** Without a subject and full stop: `attached AdministratorAccess to user deploy-bot`. */
      text: z.string(),
      /** Name, id or ARN of the thing; '' where the call names none. */
      object: z.string(),
      /** What was given or opened. */
      privilege: z.string().optional(),
      /** Who got it. */
      principal: z.string().optional(),
      evidence: z.string(),
    }),
  ),
  /** What became possible for whom by these calls, the gravest first; at most 20. */
  effects: z.array(Effect).default([]),
  moreEffects: z.boolean().default(false),
});
export type Change = z.infer<typeof Change>;
