import { z } from 'zod';

const accessLevels = [
  'List',
  'Read',
  'Tagging',
  'Write',
  'Permissions management',
  'unknown',
] as const;

const span = {
  count: z.number().int(),
  /** ISO 8601, UTC. */
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** The first of these events. */
  eventId: z.string(),
};

const CallOfNote = z.object({
  /** `iam.amazonaws.com:AttachUserPolicy` */
  action: z.string(),
  level: z.enum(accessLevels),
  /** Of `count`, calls that failed: an act whose calls all failed was only tried. */
  failed: z.number().int(),
  ...span,
});

/** A call with what makes it suspicious, in words that complete “this call …”. */
const Step = CallOfNote.extend({ why: z.string() });

export const Suspicious = z.object({
  /** Whose calls were looked at: those of this role session, or all of this actor. */
  scope: z.enum(['session', 'actor']),
  /** ISO 8601, UTC: an hour before the alert's first event to an hour after its last. */
  from: z.string(),
  to: z.string(),
  calls: z.number().int(),
  /** Calls by IAM access level of their action. */
  levels: z.object({
    list: z.number().int(),
    read: z.number().int(),
    tagging: z.number().int(),
    write: z.number().int(),
    permissions: z.number().int(),
    unknown: z.number().int(),
  }),
  /** Non-read operations: permissions management first, then the most frequent; at most 20. */
  changes: z.array(CallOfNote),
  /** How many different non-read operations there were. */
  distinctChanges: z.number().int(),
  /** Failed calls by error, the most frequent first; at most 12. */
  failures: z.array(
    z.object({
      error: z.string(),
      /** True when the error means that the caller had no right to do it. */
      denied: z.boolean(),
      /** At most 5; `distinctActions` is exact. */
      actions: z.array(z.string()),
      distinctActions: z.number().int(),
      ...span,
    }),
  ),
  /** Present when the caller was refused often, or at many different things. */
  deniedBurst: z
    .object({
      distinctActions: z.number().int(),
      services: z.array(z.string()),
      /** From the first refusal to the last. */
      spanMinutes: z.number(),
      ...span,
    })
    .optional(),
  /** Steps that lead to more rights; at most 12. */
  escalation: z.array(Step),
  /** Calls that blind logging or detection; at most 12. */
  tampering: z.array(Step),
  /** Present when many different List and Describe calls went over many services. */
  sweep: z
    .object({
      distinctActions: z.number().int(),
      distinctServices: z.number().int(),
      /** At most 12. */
      services: z.array(z.string()),
      spanMinutes: z.number(),
      ...span,
    })
    .optional(),
  /** True when there were more different calls than could be looked at. */
  more: z.boolean(),
});
export type Suspicious = z.infer<typeof Suspicious>;
