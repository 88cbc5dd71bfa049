import { z } from 'zod';

export const addressKinds = [
  /** One of the ranges that the configuration calls the organisation's own. */
  'own-egress',
  /** A service called by itself, and CloudTrail wrote its name: `ec2.amazonaws.com`. */
  'aws-service',
  /** AWS called on behalf of the actor from inside its own network. */
  'aws-internal',
  /** A private address that came in over a VPC endpoint. */
  'vpc-endpoint',
  'private',
  /** A public address in a range of AWS: a machine there, of anybody. */
  'aws-range',
  'public',
  'not-an-address',
] as const;
export type AddressKind = (typeof addressKinds)[number];

const Address = z.object({
  /** As CloudTrail wrote it. */
  address: z.string(),
  kind: z.enum(addressKinds),
  /** IPv6 only: the block of 2^64 addresses that one network hands out, which says more than the address. */
  prefix64: z.string().optional(),
  /** Only for calls over a VPC endpoint: its id, and the account that owns it where the record says so. */
  vpcEndpoint: z
    .object({
      id: z.string(),
      account: z.string().optional(),
      /** False when the account is known and not one of the organisation's. */
      own: z.boolean(),
    })
    .optional(),
  /** AWS's range: service and region. */
  aws: z.object({ service: z.string(), region: z.string() }).optional(),
  asn: z.number().optional(),
  organization: z.string().optional(),
  /** ISO 3166-1 alpha-2 */
  country: z.string().optional(),
  city: z.string().optional(),
  /** True when the network rents out machines. */
  hosting: z.boolean().optional(),
  /** Names of the user's lists that hold it: tor, vpn, … */
  lists: z.array(z.string()),
  /** Calls of this alert that came from it, and one of them. */
  calls: z.number().int(),
  eventId: z.string(),
  /** Calls of this actor from it (IPv6: from its /64) in the month before the alert's day; -1 where nobody asked. */
  actorCallsBefore: z.number().int(),
  /** Other actor keys that called from it in the month before and until now, the busiest first, at most 10. */
  others: z.array(
    z.object({
      actor: z.string(),
      /** The same person in another role: told by the part of the key behind `#`. */
      samePerson: z.boolean(),
      count: z.number().int(),
      firstSeen: z.string(),
      lastSeen: z.string(),
      eventId: z.string(),
    }),
  ),
  moreOthers: z.boolean(),
});
export type NetworkAddress = z.infer<typeof Address>;

const networkChangeKinds = [
  'security-group',
  'network-acl',
  'route',
  'peering',
  'gateway',
  'vpn',
  'endpoint',
  'public-address',
  'flow-logs',
  'firewall',
] as const;

const NetworkChange = z.object({
  kind: z.enum(networkChangeKinds),
  eventId: z.string(),
  time: z.string(),
  /** `eventName` */
  call: z.string(),
  /** Id of the security group, table, network, …; '' where the call names none. */
  resource: z.string(),
  /** What could be reached before, in words; says so when neither the call nor 30 days of history tell. */
  before: z.string(),
  /** What can be reached now, in words. */
  after: z.string(),
  /** more: something new can be reached or goes unseen. less: something was shut. neither: see the words. */
  reach: z.enum(['more', 'less', 'neither']),
  /** From anywhere in the internet, or to it. */
  world: z.boolean(),
  /** Ports for remote logins, file shares or databases. */
  sensitive: z.boolean(),
  /** True when the call failed, so that nothing changed. */
  tried: z.boolean(),
  /** The event that shows what was there before. */
  beforeEventId: z.string().optional(),
});
export type NetworkChange = z.infer<typeof NetworkChange>;

/** Where the calls came from, and what they did to networks. */
export const Network = z.object({
  /** At most 10, those with most calls first. */
  addresses: z.array(Address),
  /** Number of different addresses in the alert's calls. */
  total: z.number().int(),
  /** What nobody could look up because no file was supplied: not the same as nothing found. */
  notLookedUp: z.array(
    z.object({ what: z.enum(['asn', 'country', 'awsRanges', 'lists']), why: z.string() }),
  ),
  /** At most 20, in the order of the calls. */
  changes: z.array(NetworkChange),
  moreChanges: z.boolean(),
});
export type Network = z.infer<typeof Network>;
