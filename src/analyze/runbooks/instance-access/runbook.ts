import type { Evidence } from '../../evidence.ts';
import { forEach, forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { keepDisks } from '../keep-disks.ts';
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

  steps: forEachCall((alert, evidence) => {
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
        'Find the network interfaces of the instances and give them a security group without any rule, so that they talk to nobody. Do not stop them: memory is evidence.',
        {
          command: cli`aws ec2 describe-instances --region ${region} --instance-ids ${instances}`,
          breaks: 'Everything that the instance serves and calls.',
          rollback: 'Give the interfaces the groups back that the command lists.',
          owner: 'resource owner',
        },
      ),
      ...forEach(instances, (instance) =>
        step(
          'preserve',
          'Take snapshots of the disks of the instance before anything is changed on it.',
          { command: keepDisks(region, instance) },
        ),
      ),
      readSameCredentials(alert, { text }),
      ...forEach(instances, (instance) =>
        step('investigate', 'List the commands that were run through Systems Manager.', {
          command: cli`aws ssm list-command-invocations --region ${region} --instance-id ${instance} --details`,
        }),
      ),
      ...forEach(instances, (instance) =>
        step('investigate', 'List the sessions that were opened through Systems Manager.', {
          command: sessionsOf(region, instance, 'History'),
        }),
      ),
      ...putRight(region, instances, evidence),
      step(
        'tell',
        `Tell the owners of the instances that ${alert.actor.name} could run code on them as administrator.`,
      ),
    ];
  }),
});

function putRight(
  region: string,
  instances: readonly string[],
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
    step('eradicate', 'Require session tokens for the metadata service again.', {
      command: onlyAfter(
        evidence,
        'ec2:ModifyInstanceMetadataOptions',
        cli`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${instances[0]} --http-tokens required`,
      ),
      breaks: 'Old programs on the instance that cannot ask for a token.',
      rollback: 'Make tokens optional again with --http-tokens optional.',
      owner: 'resource owner',
    }),
    step('eradicate', 'Require session tokens for the metadata service of new instances again.', {
      command: onlyAfter(
        evidence,
        'ec2:ModifyInstanceMetadataDefaults',
        cli`aws ec2 modify-instance-metadata-defaults --region ${region} --http-tokens required`,
      ),
      breaks: 'Old programs on new instances that cannot ask for a token.',
      rollback: 'Make tokens optional again with --http-tokens no-preference.',
      owner: 'account owner',
    }),
    ...forEach(instances, (instance) =>
      step('verify', 'See who has a session with the instance now.', {
        command: sessionsOf(region, instance, 'Active'),
      }),
    ),
  ];
}

function sessionsOf(
  region: string,
  instance: string | undefined,
  state: 'Active' | 'History',
): string | undefined {
  // A comma would end the value in the CLI's shorthand syntax.
  if (instance === undefined || instance.includes(',')) return undefined;
  return cli`aws ssm describe-sessions --region ${region} --state ${state} --filters ${`key=Target,value=${instance}`}`;
}
