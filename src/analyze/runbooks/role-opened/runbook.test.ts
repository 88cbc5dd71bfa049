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

  it('deletes the role only where the events created it', () => {
    const commandsFor = (eventName: string, errorCode?: string) => {
      const call = aCallOfAlice({
        eventName,
        errorCode,
        requestParameters: { roleName: 'backup' },
      });
      return roleOpened.steps(anAlert(), evidenceOf([call])).map(({ command }) => command);
    };

    const deletion = 'aws iam delete-role --role-name backup';
    expect(commandsFor('CreateRole')).toContain(deletion);
    expect(commandsFor('CreateRole', 'AccessDenied')).not.toContain(deletion);
    expect(commandsFor('UpdateAssumeRolePolicy')).not.toContain(deletion);
  });

  it('takes the policy off that the story attached to the role', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const evidence = evidenceOf([
      aCallOfAlice({ eventName: 'CreateRole', requestParameters: { roleName: 'backup' } }),
      aCallOfAlice({
        eventName: 'AttachRolePolicy',
        requestParameters: { roleName: 'backup', policyArn },
      }),
    ]);

    const commands = roleOpened.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      `aws iam detach-role-policy --role-name backup --policy-arn ${policyArn}`,
    );
  });
});
