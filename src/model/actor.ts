import { z } from 'zod';

const actorKinds = [
  'root',
  'iam-user',
  'role',
  'sso',
  'saml',
  'oidc',
  'aws-service',
  'service-linked',
  'account',
  'anonymous',
  'unknown',
] as const;

const actorClasses = ['human', 'ci', 'workload', 'aws-service', 'ai-agent', 'unknown'] as const;

/** One step of the way from the first identity to the one that acted. */
export const ChainHop = z.object({
  /** User, role or federated name, as a person would say it. */
  name: z.string(),
  /** ARN or principal of this identity. */
  principal: z.string(),
  account: z.string().optional(),
  /** How this identity came to be: 'first identity', 'AssumeRole', 'AssumeRoleWithSAML', … */
  how: z.string(),
  /** ISO 8601 time of the event that made this hop; for an identity that nobody made, of the event that shows it. */
  time: z.string().optional(),
  eventId: z.string().optional(),
  /** From where the call that made this hop came: address and region. */
  ip: z.string().optional(),
  region: z.string().optional(),
  /** Whether the one who made this hop had signed in with MFA; absent where the records do not say. */
  mfa: z.boolean().optional(),
  /** What whoever assumed the role set as its source identity, and the external id that it presented. */
  sourceIdentity: z.string().optional(),
  externalId: z.string().optional(),
  /** True when a session policy narrowed what the session may do. */
  sessionPolicy: z.boolean().optional(),
  /** How long the credentials of this hop last: as asked, or from issue to expiry. */
  durationSeconds: z.number().optional(),
  /** Accounts whose trails show this hop; two for a call into another account of which both copies are here. */
  seenBy: z.array(z.string()).optional(),
});
export type ChainHop = z.infer<typeof ChainHop>;

/** Who really acted. */
export const Actor = z.object({
  /** Stable over sessions: role ARN plus the human part, user ARN, root of account, service. Never the session ARN. */
  key: z.string(),
  kind: z.enum(actorKinds),
  class: z.enum(actorClasses),
  name: z.string(),
  account: z.string().optional(),
  crossAccount: z.boolean(),
});
export type Actor = z.infer<typeof Actor>;
export type ActorKind = Actor['kind'];
export type ActorClass = Actor['class'];
