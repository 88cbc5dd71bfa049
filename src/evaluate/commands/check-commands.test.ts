import { describe, expect, it } from 'vitest';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import type { Knowledge } from '../claims/knowledge.ts';
import { checkCommands } from './check-commands.ts';

const known: Knowledge = {
  words: ['deploy-bot', '111122223333', 'akiadeploybot2exampl'].join('\n'),
  numbers: [],
  times: [],
  timeZones: ['UTC'],
};

function faultsOf(command: string, runbooks: readonly string[] = []): readonly string[] {
  const alert = anAnalyzedAlert();
  const runbook = [{ phase: 'contain', step: 'Do it.', command }];
  const analysis = { ...alert.analysis, runbook, runbooks: [...runbooks] };
  const { invalid } = checkCommands({ ...alert, analysis }, known, new Set(['backdoor-user']));
  return invalid.map(({ why }) => why);
}

describe('checkCommands', () => {
  it.each([
    'aws iam update-access-key --user-name deploy-bot --access-key-id AKIADEPLOYBOT2EXAMPL --status Inactive',
    'aws iam get-policy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess',
    "aws iam delete-user --user-name 'deploy-bot; rm'",
  ])('lets through one call with values of the alert: %s', (command) => {
    expect(faultsOf(command)).toEqual([]);
  });

  it.each([
    ['aws iam list-users | sh', 'a shell would do more than call one program'],
    ['curl example.com', 'is no call of the AWS CLI'],
    ['aws iam', 'is no call of the AWS CLI'],
    [
      'aws iam get-access-key-last-used --access-key-id AKIAOTHERKEY2EXAMPLE',
      'AKIAOTHERKEY2EXAMPLE is not in the events',
    ],
    [
      'aws ec2 stop-instances --instance-ids i-0123456789abcdef0',
      'i-0123456789abcdef0 is not in the events',
    ],
  ])('refuses %s', (command, why) => {
    expect(faultsOf(command)).toEqual([why]);
  });

  it('refuses a runbook that is not in the catalogue', () => {
    expect(faultsOf('aws iam list-users', ['backdoor-user', 'made-up'])).toEqual([
      'there is no runbook made-up',
    ]);
  });
});
