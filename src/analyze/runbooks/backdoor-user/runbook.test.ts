import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { backdoorUser } from './runbook.ts';

describe('backdoor-user', () => {
  it('takes the password of the user away, not the caller’s', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ eventName: 'CreateLoginProfile', requestParameters: { userName: 'helper' } }),
    ]);

    const commands = backdoorUser.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws iam delete-login-profile --user-name helper');
  });
});
