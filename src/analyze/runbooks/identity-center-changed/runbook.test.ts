import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { identityCenterChanged } from './runbook.ts';

describe('identity-center-changed', () => {
  it('takes the policy off the permission set', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'sso.amazonaws.com',
        eventName: 'AttachManagedPolicyToPermissionSet',
        requestParameters: {
          instanceArn: 'arn:aws:sso:::instance/ssoins-1',
          permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-2',
          managedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        },
      }),
    ]);

    const commands = identityCenterChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws sso-admin detach-managed-policy-from-permission-set --region eu-west-1 --instance-arn arn:aws:sso:::instance/ssoins-1 --permission-set-arn arn:aws:sso:::permissionSet/ssoins-1/ps-2 --managed-policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    );
  });
});
