/** The root user stops a trail: one record that makes one grave alert. */
export const stopLogging = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'Root',
    principalId: '111122223333',
    arn: 'arn:aws:iam::111122223333:root',
    accountId: '111122223333',
  },
  eventTime: '2026-11-03T02:47:00Z',
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2.31.0',
  requestParameters: { name: 'organisation-trail' },
  responseElements: null,
  eventID: '4f2a9a3e-51a7-4a5b-9e59-7f3f3c1b2d10',
  readOnly: false,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
};
