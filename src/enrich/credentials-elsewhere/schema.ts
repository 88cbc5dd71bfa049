import { z } from 'zod';

const Use = z.object({
  ip: z.string(),
  /** `outside AWS`, `inside AWS`, `own egress`, `private address`, `a VPC endpoint`, `where it runs is not known` */
  where: z.string(),
  calls: z.number().int(),
  /** ISO 8601, UTC. */
  firstSeen: z.string(),
  lastSeen: z.string(),
  eventId: z.string(),
});

const elsewhereVerdicts = [
  /** From a public address that is neither AWS's nor the organisation's own. */
  'outside-aws',
  /** From an address that this role never used in the days before. */
  'new-address',
  'expected',
  /** It cannot be told: no ranges of AWS to compare with and no history of the role. */
  'unknown',
] as const;

/** Credentials that a machine was given, and from where they were used. */
export const CredentialsElsewhere = z.object({
  /** unknown: a role session that nothing shows to be a machine's. */
  workload: z.enum(['instance', 'function', 'container', 'unknown']),
  /** Instance id, function name or task: the role session's name. */
  session: z.string(),
  role: z.string(),
  /** How the instance got its credentials: 1.0 is IMDSv1, which a web server can be tricked into reading. */
  imds: z.enum(['1.0', '2.0']).optional(),
  verdict: z.enum(elsewhereVerdicts),
  /** Uses by this alert that do not fit where the machine runs, at most 5. */
  elsewhere: z.array(Use),
  /** Where the same session (else the same role) was used from otherwise, the most frequent first, at most 5. */
  usual: z.array(Use),
  /** Days of history behind `usual`. */
  days: z.number().int(),
  /** True when both uses went on at the same time: two holders of one credential. */
  atOnce: z.boolean(),
  /** True when AWS's ranges were there to compare with. */
  awsRangesKnown: z.boolean(),
  /** In one sentence. */
  text: z.string(),
});
export type CredentialsElsewhere = z.infer<typeof CredentialsElsewhere>;
