import { describe, expect, it } from 'vitest';
import { aCallOfAlice } from '../../../test/an-alert.ts';
import { evidenceOf } from '../evidence.ts';
import { succeeded } from './succeeded.ts';

describe('succeeded', () => {
  it('holds the calls of these names that were not refused', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ eventName: 'CreateRole', requestParameters: { roleName: 'a' } }),
      aCallOfAlice({
        eventName: 'CreateRole',
        requestParameters: { roleName: 'b' },
        errorCode: 'AccessDenied',
      }),
      aCallOfAlice({ eventName: 'GetRole', requestParameters: { roleName: 'c' } }),
    ]);

    const { texts } = succeeded(evidence, 'iam:CreateUser iam:CreateRole');

    expect(texts('requestParameters.roleName')).toEqual(['a']);
  });
});
