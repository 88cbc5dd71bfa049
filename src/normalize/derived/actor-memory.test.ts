import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anIamUser, aRecord, aRoleSession } from '../../../test/builders.ts';
import { deriveFields } from './derive.ts';

const session = aRoleSession({ role: 'web', session: 'i-0123456789abcdef0', key: 'ASIAEXAMPLE' });
const service = { type: 'AWSService', invokedBy: '' };
const identities = [session, anIamUser('ann'), service, { ...session, type: 'Odd' }];

const record = fc.record(
  {
    userIdentity: fc.constantFrom(...identities),
    recipientAccountId: fc.constantFrom('111122223333', '444455556666'),
    userAgent: fc.constantFrom('aws-cli/2.1', 'Mozilla/5.0 Chrome', 'exec-env/AWS_Lambda_x'),
    sourceIPAddress: fc.constantFrom('192.0.2.1', 'ec2.amazonaws.com', 'aws-mcp.amazonaws.com'),
    additionalEventData: fc.constantFrom({ calledViaMcp: true }, { x: 1 }),
    eventType: fc.constantFrom('AwsApiCall', 'AwsConsoleSignIn'),
    sessionCredentialFromConsole: fc.constantFrom(true, 'true'),
    eventName: fc.constantFrom('ConsoleLogin', 'GetObject'),
    eventSource: fc.constantFrom('s3.amazonaws.com', 'signin.amazonaws.com'),
  },
  { requiredKeys: [] },
);

it('never tells one actor for another, whatever came with the same identity before', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 2, maxLength: 12 }), (fields) => {
      const settings = { ownAccounts: new Set(['111122223333']) };
      for (const each of fields) {
        const one = aRecord(each);
        const apart = { ...one, userIdentity: structuredClone(one['userIdentity']) };

        const together = deriveFields(one, settings)['cairn'] as { actor: unknown };
        const alone = deriveFields(apart, settings)['cairn'] as { actor: unknown };

        expect(together.actor).toEqual(alone.actor);
      }
    }),
    { numRuns: 300 },
  );
});
