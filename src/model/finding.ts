import { z } from 'zod';

/**
 * The canonical signal: AWS Security Finding Format, schema 2018-10-08, parsed leniently with unknown fields kept.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
 */
export const Finding = z.looseObject({
  SchemaVersion: z.string(),
  Id: z.string(),
  ProductArn: z.string(),
  GeneratorId: z.string(),
  AwsAccountId: z.string(),
  Types: z.array(z.string()).optional(),
  FirstObservedAt: z.string().optional(),
  LastObservedAt: z.string().optional(),
  CreatedAt: z.string(),
  UpdatedAt: z.string(),
  Severity: z.looseObject({
    Label: z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']).optional(),
    Normalized: z.number().optional(),
  }),
  Title: z.string(),
  Description: z.string(),
  Resources: z.array(z.looseObject({ Type: z.string(), Id: z.string() })),
  ProductFields: z.record(z.string(), z.string()).optional(),
});
export type Finding = z.infer<typeof Finding>;
