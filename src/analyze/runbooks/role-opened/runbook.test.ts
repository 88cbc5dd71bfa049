import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { roleOpened } from './runbook.ts';

describe('role-opened', () => {
  it('replaces the trust by one that trusts nobody', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventName: 'UpdateAssumeRolePolicy',
        requestParameters: { roleName: 'backup', policyDocument: '{}' },
      }),
    ]);

    const commands = roleOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      `aws iam update-assume-role-policy --role-name backup --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}'`,
    );
  });
});
