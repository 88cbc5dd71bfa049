import { describe, expect, it } from 'vitest';
import { looksLikeSecret, withoutSecrets } from './secret-like.ts';

// Put together here, so that no scanner of this repository takes them for real ones.
const made = (...parts: readonly string[]) => parts.join('');

describe('what looks like a secret', () => {
  it.each([
    made('sk', '-ant-api03-', 'abcdefghijkl'),
    made('sk', '-proj-', 'AbCd1234'),
    made('gh', 'p_', 'a1B2'.repeat(9)),
    made('xo', 'xb-', '1234567890-abc'),
    made('ey', 'JhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxIn0.', 'c2ln'),
    made('wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY1'.slice(0, 18)),
    '0123456789abcdef'.repeat(2),
    'aB3'.repeat(12),
  ])('is not shown: %s', (text) => {
    expect(withoutSecrets(`"${text}" is unknown`)).toBe('"(looks like a secret)" is unknown');
  });

  it.each([
    'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_PowerUser_7f3c9a2be01d4455',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-db-AbCdEf',
    'enrichments.impossible-travel.timeoutMs',
    'identities.breakGlass.0',
    'https://example.com/v1/models',
    'AKIAIOSFODNN7EXAMPLE',
    '2001:db8:85a3::8a2e:370:7334/128',
    'OPENAI_API_KEY',
    '12345678901234567890123456789012345',
  ])('is not what an ordinary setting looks like: %s', (text) => {
    expect(looksLikeSecret(text)).toBe(false);
  });
});
