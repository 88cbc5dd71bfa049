import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { networkJoined } from './runbook.ts';

describe('network-joined', () => {
  it('deletes the connection that nobody ordered', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'AcceptVpcPeeringConnection',
        requestParameters: { vpcPeeringConnectionId: 'pcx-0123456789abcdef0' },
      }),
    ]);

    const commands = networkJoined.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 delete-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-0123456789abcdef0',
    );
  });
});
