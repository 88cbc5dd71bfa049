import { z } from 'zod';

/** One CloudTrail record as delivered: parsed JSON and nothing assumed about it. */
export type RawRecord = Readonly<Record<string, unknown>>;

const Text = z.string().optional().catch(undefined);
const Flag = z.boolean().optional().catch(undefined);
const Bag = z.record(z.string(), z.unknown()).nullable().optional().catch(undefined);

const SessionIssuer = z
  .looseObject({ type: Text, principalId: Text, arn: Text, accountId: Text, userName: Text })
  .optional()
  .catch(undefined);

const SessionContext = z
  .looseObject({
    attributes: z
      .looseObject({ creationDate: Text, mfaAuthenticated: z.unknown().optional() })
      .optional()
      .catch(undefined),
    sessionIssuer: SessionIssuer,
    webIdFederationData: z
      .looseObject({ federatedProvider: Text, attributes: Bag })
      .optional()
      .catch(undefined),
    sourceIdentity: Text,
    ec2RoleDelivery: Text,
    assumedRoot: z.unknown().optional(),
  })
  .optional()
  .catch(undefined);

const UserIdentity = z
  .looseObject({
    type: Text,
    principalId: Text,
    arn: Text,
    accountId: Text,
    accessKeyId: Text,
    userName: Text,
    credentialId: Text,
    identityProvider: Text,
    invokedBy: Text,
    onBehalfOf: z.looseObject({ userId: Text, identityStoreArn: Text }).optional().catch(undefined),
    sessionContext: SessionContext,
  })
  .optional()
  .catch(undefined);

/**
 * One CloudTrail record that became evidence: only the fields we use are named and each is lenient, for a field of an
 * unexpected type is data and never a reason to lose the event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CloudEvent = z.looseObject({
  eventVersion: Text,
  eventID: Text,
  eventTime: Text,
  eventSource: Text,
  eventName: Text,
  eventType: Text,
  eventCategory: Text,
  awsRegion: Text,
  sourceIPAddress: Text,
  userAgent: Text,
  errorCode: Text,
  errorMessage: Text,
  readOnly: Flag,
  managementEvent: Flag,
  recipientAccountId: Text,
  sharedEventID: Text,
  vpcEndpointId: Text,
  sessionCredentialFromConsole: z.unknown().optional(),
  userIdentity: UserIdentity,
  requestParameters: Bag,
  responseElements: Bag,
  additionalEventData: Bag,
  serviceEventDetails: Bag,
  resources: z
    .array(z.looseObject({ ARN: Text, accountId: Text, type: Text }))
    .optional()
    .catch(undefined),
});
export type CloudEvent = z.infer<typeof CloudEvent>;
