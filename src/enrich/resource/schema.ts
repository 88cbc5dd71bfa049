import { z } from 'zod';

const sources = ['configuration', 'tags', 'account'] as const;

/** What somebody wrote down about a thing, and where. */
const Label = z.object({ value: z.string(), from: z.enum(sources) });

const TouchedResource = z.object({
  /** ARN, id or name, as the record has it. */
  resource: z.string(),
  /** The last part of an ARN, else the same. */
  name: z.string(),
  /** As `s3:bucket`; '' when neither the ARN nor the call tells. */
  type: z.string(),
  /** `aws` for what AWS itself owns, as its managed policies. */
  account: z.string(),
  region: z.string(),
  owner: Label.optional(),
  environment: Label.optional(),
  /** What data it holds. */
  data: Label.optional(),
  /** 0 (throw-away) to 3 (the business stops); absent when nobody said. */
  criticality: z.object({ value: z.number().int(), from: z.enum(sources) }).optional(),
  /** Who used it in the 30 days before the day of the alert. */
  users: z.object({
    /** Events that touched it. */
    events: z.number().int(),
    actors: z
      .array(
        z.object({
          actor: z.string(),
          events: z.number().int(),
          writes: z.number().int(),
          failed: z.number().int(),
          lastSeen: z.string(),
        }),
      )
      .max(5),
    actorCount: z.number().int(),
    /** This actor was among them. */
    knownToActor: z.boolean(),
  }),
});

const Read = z.object({
  /** Calls that went through, and calls that did not. */
  count: z.number().int(),
  failed: z.number().int(),
  /** Names or ARNs of what was read, the most read ones first. */
  names: z.array(z.string()).max(10),
  nameCount: z.number().int(),
  firstSeen: z.string(),
  lastSeen: z.string(),
});

export const Resource = z.object({
  resources: z.array(TouchedResource).max(8),
  /** Resources that the alert's events name; more than are described. */
  resourceCount: z.number().int(),
  /** Reads of data by this actor in the day around the alert. */
  reads: z.object({
    from: z.string(),
    to: z.string(),
    objects: Read.extend({
      buckets: z.array(z.string()).max(10),
      /** Bytes out of S3 as far as the records that were looked at tell: a lower bound, for not every record says how many. */
      bytes: z.number(),
      /** Reads whose record was looked at: fewer than `count` means that `bytes` is a lower bound. */
      bytesKnownFor: z.number().int(),
    }).optional(),
    secrets: Read.optional(),
    parameters: Read.optional(),
    decrypts: Read.optional(),
    /** Items of tables, and rows of queries. */
    tables: Read.optional(),
    /** Snapshots and images that were given to others, with what each was shared with. */
    shared: z
      .array(
        z.object({
          resource: z.string(),
          with: z.array(z.string()).max(10),
          time: z.string(),
          eventId: z.string(),
        }),
      )
      .max(10),
  }),
  /** Whether the history would show reads of data at all. */
  dataEvents: z
    .array(
      z.object({
        /** eventSource: s3.amazonaws.com, dynamodb.amazonaws.com, lambda.amazonaws.com */
        service: z.string(),
        /** Name of the bucket, table or function; absent for the whole account. */
        resource: z.string().optional(),
        /** False: no such event in 30 days, so that nothing being read proves nothing. */
        seen: z.boolean(),
      }),
    )
    .max(10),
  note: z.string().optional(),
});
export type Resource = z.infer<typeof Resource>;
