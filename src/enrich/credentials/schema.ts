import { z } from 'zod';

const credentialKinds = [
  /** A user's own access key (AKIA…), which lasts until somebody deletes it. */
  'long-lived key',
  /** A session's key (ASIA…). */
  'temporary key',
  /** A browser session of the console. */
  'console session',
  /** AWS itself acted. */
  'aws service',
  /** The record names no key: a sign-in, an anonymous call, a caller of another account. */
  'none',
] as const;

/** Who made something, when and from where. */
const Creation = z.object({
  /** `CreateAccessKey`, `CreateLoginProfile`, `UpdateLoginProfile`, `CreateUser` */
  event: z.string(),
  /** ISO 8601, UTC. */
  time: z.string(),
  /** Actor key of the one who made it. */
  by: z.string(),
  ip: z.string(),
  region: z.string(),
  /** Days from its creation to the alert. */
  ageDays: z.number(),
  eventId: z.string(),
});
export type Creation = z.infer<typeof Creation>;

const Use = z.object({
  time: z.string(),
  action: z.string(),
  ip: z.string(),
  region: z.string(),
  eventId: z.string(),
});

export const Credentials = z.object({
  kind: z.enum(credentialKinds),
  isRoot: z.boolean(),
  accessKey: z.string().optional(),
  /** Decoded from the key's id; ids issued before about 2019 hold none. */
  keyAccount: z.string().optional(),
  /** Whether the session was begun with MFA; absent where AWS cannot know: lasting keys, people who signed in elsewhere. */
  mfa: z.boolean().optional(),
  fromConsole: z.boolean(),
  /** IAM user behind the credential. */
  user: z.string().optional(),
  session: z
    .object({
      /** When its credentials were issued. */
      started: z.string(),
      /** From there to the alert's last event. */
      lastsMinutes: z.number(),
    })
    .optional(),
  /** Who made the key, the user and the user's console password; absent where the history does not show it. */
  keyCreated: Creation.optional(),
  userCreated: Creation.optional(),
  passwordSet: Creation.optional(),
  /** Uses of the key (without one, calls of the actor) before the alert, as far back as the history goes. */
  use: z.object({
    first: z.string().optional(),
    /** The last use that was at least 12 hours before the alert, so that the incident itself does not count. */
    lastBefore: z.string().optional(),
    /** Days from there to the alert. */
    idleDays: z.number().optional(),
    count: z.number().int(),
    /** Minutes from the key's creation to its first use. */
    minutesAfterCreation: z.number().optional(),
  }),
  /** Networks (AS number, else /24 or /48) that used the credential in the hours of the alert; at most 8. */
  networks: z.array(
    z.object({
      /** `AS64500 Example` or `203.0.113.0/24` */
      network: z.string(),
      /** At most 4. */
      ips: z.array(z.string()),
      count: z.number().int(),
      firstSeen: z.string(),
      lastSeen: z.string(),
      eventId: z.string(),
    }),
  ),
  /** Present when different networks used it within one hour: one of them may be a thief. */
  atOnce: z
    .object({
      /** ISO 8601 start of the first such hour. */
      hour: z.string(),
      networks: z.array(z.string()),
      hours: z.number().int(),
    })
    .optional(),
  /** Keys and passwords that the alert's own calls made, and what became of them; at most 8. */
  made: z.array(
    z.object({
      what: z.enum(['access key', 'console password', 'session']),
      /** Key id; absent for a password. */
      id: z.string().optional(),
      /** Whom it lets in. */
      user: z.string(),
      time: z.string(),
      eventId: z.string(),
      uses: z.number().int(),
      firstUse: Use.extend({
        minutesAfter: z.number(),
        /** True when another address than the maker's used it first. */
        fromElsewhere: z.boolean(),
      }).optional(),
    }),
  ),
});
export type Credentials = z.infer<typeof Credentials>;
