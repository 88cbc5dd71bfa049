/** How the scanner treats a field, see `scanner.as.ts`. */
export const fieldKinds = { plain: 0, time: 1, id: 2, hashed: 3 } as const;
type FieldKind = (typeof fieldKinds)[keyof typeof fieldKinds];

const { plain, time, id, hashed } = fieldKinds;

/**
 * The fields at the top of a CloudTrail record. Those that are hashed have values that come again, and are then not read
 * again.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const scannedFields: readonly (readonly [name: string, kind: FieldKind])[] = [
  ['eventTime', time],
  ['eventID', id],
  ['eventSource', hashed],
  ['eventName', hashed],
  ['awsRegion', hashed],
  ['recipientAccountId', hashed],
  ['sourceIPAddress', hashed],
  ['userAgent', hashed],
  ['errorCode', hashed],
  ['errorMessage', hashed],
  ['userIdentity', hashed],
  ['readOnly', hashed],
  ['managementEvent', hashed],
  ['eventCategory', hashed],
  ['eventType', hashed],
  ['sessionCredentialFromConsole', hashed],
  ['requestParameters', hashed],
  ['responseElements', hashed],
  ['resources', hashed],
  ['additionalEventData', plain],
  ['addendum', plain],
  ['apiVersion', plain],
  ['edgeDeviceDetails', plain],
  ['eventVersion', plain],
  ['insightDetails', plain],
  ['requestID', plain],
  ['serviceEventDetails', plain],
  ['sharedEventID', plain],
  ['tlsDetails', plain],
  ['vpcEndpointAccountId', plain],
  ['vpcEndpointId', plain],
];
