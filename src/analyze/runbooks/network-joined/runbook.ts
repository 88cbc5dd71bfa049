import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A network was joined with another account's: what is behind the firewall can be reached from there. */
export const networkJoined = defineRunbook({
  id: 'network-joined',
  title: 'A network was joined with a stranger’s',
  appliesTo: {
    rules: ['vpc-peering-*'],
    actions: ['ec2:AcceptVpcPeeringConnection', 'ec2:CreateVpcPeeringConnection'],
  },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const peering = text(
      'responseElements.vpcPeeringConnection.vpcPeeringConnectionId',
      'requestParameters.vpcPeeringConnectionId',
    );
    return [
      step('contain', 'Delete the routes that lead into the other network.', {
        command: cli`aws ec2 describe-route-tables --region ${region} --filters ${peering && `Name=route.vpc-peering-connection-id,Values=${peering}`}`,
        breaks: 'What was reached over the connection; the command itself only lists the routes.',
        rollback: 'Create the listed routes again.',
        owner: 'network team',
      }),
      step('preserve', 'Keep what the connection says: whose network it is, and which addresses.', {
        command: cli`aws ec2 describe-vpc-peering-connections --region ${region} --vpc-peering-connection-ids ${peering}`,
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('eradicate', 'Delete the connection when nobody ordered it.', {
        command: cli`aws ec2 delete-vpc-peering-connection --region ${region} --vpc-peering-connection-id ${peering}`,
        breaks: 'All traffic between the two networks.',
        rollback: 'Request the connection again; the other side has to accept it.',
        owner: 'network team',
      }),
      step('verify', 'Read in the flow logs what went over the connection.'),
      step('tell', 'Tell the owners of what could be reached from the other network.'),
    ];
  }),
});
