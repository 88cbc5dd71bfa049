/** How the scanner treats a field, see `scanner.as.ts`. */
export const fieldKinds = { plain: 0, time: 1, id: 2, hashed: 3 } as const;

/** Which fields are hashed: none, those at the head, or what the call was about as well. */
export type Hashing = 'none' | 'head' | 'all';
type FieldKind = (typeof fieldKinds)[keyof typeof fieldKinds];

const { plain, time, id, hashed } = fieldKinds;
/** What the call was about: long, and only the columns of the history ask whether it came before. */
const body = 'body';

/**
 * The fields at the top of a CloudTrail record. Those that are hashed have values that come again, and are then not read
 * again.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const scannedFields: readonly (readonly [name: string, kind: FieldKind | typeof body])[] = [
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
  ['additionalEventData', hashed],
  ['requestParameters', body],
  ['responseElements', body],
  ['resources', body],
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

export function kindsOf(hashing: Hashing): readonly FieldKind[] {
  const headKind = hashing === 'none' ? plain : hashed;
  const bodyKind = hashing === 'all' ? hashed : plain;
  return scannedFields.map(([, kind]) => {
    if (kind === body) return bodyKind;
    return kind === hashed ? headKind : kind;
  });
}
