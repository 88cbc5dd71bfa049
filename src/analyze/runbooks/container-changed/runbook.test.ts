import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { containerChanged } from './runbook.ts';

describe('container-changed', () => {
  it('takes the administrator of a cluster away', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'eks.amazonaws.com',
        eventName: 'AssociateAccessPolicy',
        requestParameters: {
          name: 'orders',
          principalArn: 'arn:aws:iam::111122223333:role/support',
        },
      }),
    ]);

    const commands = containerChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws eks delete-access-entry --region eu-west-1 --cluster-name orders --principal-arn arn:aws:iam::111122223333:role/support',
    );
  });
});
