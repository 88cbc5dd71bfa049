import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { clusterChanged } from './runbook.ts';

describe('cluster-changed', () => {
  it('takes the administrator of a cluster away', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'eks.amazonaws.com',
        eventName: 'AssociateAccessPolicy',
        requestParameters: { name: 'shop', principalArn: 'arn:aws:iam::111122223333:user/bob' },
      }),
    ]);

    const commands = clusterChanged.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws eks delete-access-entry --region eu-west-1 --cluster-name shop --principal-arn arn:aws:iam::111122223333:user/bob',
    );
  });
});
