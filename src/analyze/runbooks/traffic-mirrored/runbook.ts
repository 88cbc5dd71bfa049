import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** The traffic of a machine is copied to another one: passwords and data that are not encrypted can be read there. */
export const trafficMirrored = defineRunbook({
  id: 'traffic-mirrored',
  title: 'Network traffic is copied',
  appliesTo: { rules: ['ec2-traffic-*'], actions: ['ec2:CreateTrafficMirrorSession'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const request = 'requestParameters.CreateTrafficMirrorSessionRequest';
    const session = text(
      'responseElements.CreateTrafficMirrorSessionResponse.trafficMirrorSession.trafficMirrorSessionId',
    );
    const source = text(`${request}.NetworkInterfaceId`);
    const target = text(
      `${request}.TrafficMirrorTargetId`,
      'responseElements.CreateTrafficMirrorTargetResponse.trafficMirrorTarget.trafficMirrorTargetId',
    );
    return [
      keepFirst(
        'Keep the session: which traffic it copies, and by which filter.',
        'network team',
        cli`aws ec2 describe-traffic-mirror-sessions --region ${region} --traffic-mirror-session-ids ${session}`,
      ),
      step('contain', 'Stop the copying.', {
        command: cli`aws ec2 delete-traffic-mirror-session --region ${region} --traffic-mirror-session-id ${session}`,
        breaks: 'Sensors of your own that read this copy.',
        rollback: 'Repeat the call of the alert: aws ec2 create-traffic-mirror-session.',
        owner: 'network team',
      }),
      step('preserve', 'Keep where the copy went.', {
        command: cli`aws ec2 describe-traffic-mirror-targets --region ${region} --traffic-mirror-target-ids ${target}`,
      }),
      step('investigate', 'Find the machine whose traffic was copied.', {
        command: cli`aws ec2 describe-network-interfaces --region ${region} --network-interface-ids ${source}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Change the passwords and tokens that went over the network in the clear.',
        {
          breaks: 'Programs that still use the old ones.',
          rollback: 'None: what was read stays known.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Check that no other session copies traffic.', {
        command: cli`aws ec2 describe-traffic-mirror-sessions --region ${region}`,
      }),
      step('tell', 'Tell the owners of the machine, and of those that talk with it.'),
    ];
  }),
});
