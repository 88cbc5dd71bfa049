import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { rolePassed } from './runbook.ts';

describe('role-passed', () => {
  it('reads what the passed role may do', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'lambda.amazonaws.com',
        eventName: 'CreateFunction20150331',
        requestParameters: {
          functionName: 'helper',
          role: 'arn:aws:iam::111122223333:role/lambda-admin',
        },
      }),
    ]);

    const commands = rolePassed.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain('aws iam list-attached-role-policies --role-name lambda-admin');
  });
});
