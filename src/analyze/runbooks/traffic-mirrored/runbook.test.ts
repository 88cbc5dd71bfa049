import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { trafficMirrored } from './runbook.ts';

describe('traffic-mirrored', () => {
  it('stops the copying', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ec2.amazonaws.com',
        eventName: 'CreateTrafficMirrorSession',
        requestParameters: {
          CreateTrafficMirrorSessionRequest: { NetworkInterfaceId: 'eni-0123456789abcdef0' },
        },
        responseElements: {
          CreateTrafficMirrorSessionResponse: {
            trafficMirrorSession: { trafficMirrorSessionId: 'tms-0123456789abcdef0' },
          },
        },
      }),
    ]);

    const commands = trafficMirrored.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ec2 delete-traffic-mirror-session --region eu-west-1 --traffic-mirror-session-id tms-0123456789abcdef0',
    );
  });
});
