import type { Evidence } from '../../evidence.ts';
import { inEachRegion } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, onlyAfter, type Step, step } from '../runbook.ts';

/** Somebody reached into a machine: by a shell, a command, a password or another role. */
export const instanceAccess = defineRunbook({
  id: 'instance-access',
  title: 'Somebody reached into an instance',
  appliesTo: {
    rules: [
      'ec2-password-*',
      'ec2-serial-*',
      'ec2-instance-connect-*',
      'ec2-instance-profile-*',
      'ec2-metadata-*',
      'ec2-user-data-mass-read',
      'ec2-console-output-*',
      'ec2-key-pair-*',
      'ssm-command-*',
      'ssm-session-*',
      'ssm-access-*',
      'ssm-activation-*',
      'lightsail-*',
    ],
  },

  steps: inEachRegion((alert, evidence, more) => {
    const { text, texts } = evidence;
    const instances = texts(
      'requestParameters.instanceId',
      'requestParameters.instanceIds',
      'requestParameters.target',
      'requestParameters.AssociateIamInstanceProfileRequest.InstanceId',
      'requestParameters.ModifyInstanceMetadataOptionsRequest.InstanceId',
    );
    const { region } = alert;
    return [
      step(
        'contain',
        `Find the network interfaces of the instance and give them a security group without any rule, so that it talks to nobody. Do not stop it: memory is evidence.${more}`,
        {
          command: cli`aws ec2 describe-instances --region ${region} --instance-ids ${instances}`,
          breaks: 'Everything that the instance serves and calls.',
          rollback: 'Give the interfaces the groups back that the command lists.',
          owner: 'resource owner',
        },
      ),
      step(
        'preserve',
        'Take snapshots of the disks of the instance before anything is changed on it.',
        {
          command: cli`aws ec2 create-snapshots --region ${region} --instance-specification ${instances[0] && `InstanceId=${instances[0]}`} --description evidence`,
        },
      ),
      readSameCredentials(alert, { text }),
      step('investigate', 'List the commands that were run through Systems Manager.', {
        command: cli`aws ssm list-command-invocations --region ${region} --instance-id ${instances[0]} --details`,
      }),
      step('investigate', 'List the sessions that were opened through Systems Manager.', {
        command: cli`aws ssm describe-sessions --region ${region} --state History --filters ${instances[0] && `key=Target,value=${instances[0]}`}`,
      }),
      ...putRight(region, instances[0], evidence),
      step(
        'tell',
        `Tell the owners of the instances that ${alert.actor.name} could run code on them as administrator.`,
      ),
    ];
  }),
});

function putRight(
  region: string,
  instance: string | undefined,
  evidence: Evidence,
): readonly Step[] {
  return [
    step('eradicate', 'End a session that is still open.', {
      command: cli`aws ssm terminate-session --region ${region} --session-id ${evidence.text('responseElements.sessionId')}`,
      breaks: 'What runs in the shell of the session.',
      rollback: 'Open a new session.',
      owner: 'resource owner',
    }),
    step('eradicate', 'Delete the activation, so that no further machine joins with its code.', {
      command: cli`aws ssm delete-activation --region ${region} --activation-id ${evidence.text('responseElements.activationId')}`,
      breaks: 'Machines that are about to join with it; those that joined stay.',
      rollback: 'Create a new activation.',
      owner: 'resource owner',
    }),
    step('verify', 'Require session tokens for the metadata service again.', {
      command: onlyAfter(
        evidence,
        'ec2:ModifyInstanceMetadataOptions ec2:ModifyInstanceMetadataDefaults',
        cli`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${instance} --http-tokens required`,
      ),
    }),
    step('verify', 'See who took part in sessions with the instance since.', {
      command: cli`aws ssm describe-sessions --region ${region} --state Active --filters ${instance && `key=Target,value=${instance}`}`,
    }),
  ];
}
