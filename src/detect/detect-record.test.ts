import { describe, expect, it } from 'vitest';
import { detectedEvent, hiddenEvent } from './detect-record.ts';

describe.each([detectedEvent, hiddenEvent])('%o', (describeEvent) => {
  it('stays small however long the texts of the record are', () => {
    const long = 'a'.repeat(1_000_000);
    const record = {
      eventID: long,
      eventName: long,
      eventSource: long,
      awsRegion: long,
      sourceIPAddress: long,
      recipientAccountId: long,
      userIdentity: { type: 'IAMUser', arn: long, accessKeyId: long, userName: long },
    };

    const event = describeEvent(record);

    expect(JSON.stringify(event).length).toBeLessThan(10_000);
  });
});
