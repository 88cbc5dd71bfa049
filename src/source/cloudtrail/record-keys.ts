/**
 * Fields that a CloudTrail record, or an envelope around one, has at its top. In broken text a bracket followed by one
 * of these is where reading may go on. Which of them comes first differs between deliveries.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const recordKeys = new Set([
  'addendum',
  'additionalEventData',
  'apiVersion',
  'awsRegion',
  'edgeDeviceDetails',
  'errorCode',
  'errorMessage',
  'eventCategory',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'insightDetails',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'requestID',
  'requestParameters',
  'resources',
  'responseElements',
  'serviceEventDetails',
  'sessionCredentialFromConsole',
  'sharedEventID',
  'sourceIPAddress',
  'tlsDetails',
  'userAgent',
  'userIdentity',
  'vpcEndpointAccountId',
  'vpcEndpointId',
  // Envelopes: CloudTrail files, LookupEvents, EventBridge, SNS and SQS.
  'Records',
  'Events',
  'EventId',
  'CloudTrailEvent',
  'version',
  'detail',
  'detail-type',
  'Type',
  'MessageId',
  'messageId',
]);

export const longestRecordKey = 40;

export function isRecordKey(key: string): boolean {
  return recordKeys.has(key);
}
