import type { Evidence } from '../../evidence.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, onlyAfter, type Step, step } from '../runbook.ts';

/** Somebody reached into a machine: by a shell, a command, a start script, a password or another role. */
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
      'ec2-user-data-*',
      'ec2-console-output-*',
      'ec2-key-pair-*',
      'ssm-command-*',
      'ssm-session-*',
      'ssm-access-*',
      'ssm-activation-*',
      'lightsail-*',
    ],
  },

  steps(alert, evidence) {
    const { text, texts } = evidence;
    const instances = texts(
      'requestParameters.instanceId',
      'requestParameters.instanceIds',
      'requestParameters.target',
      'requestParameters.AssociateIamInstanceProfileRequest.InstanceId',
      'requestParameters.ModifyInstanceMetadataOptionsRequest.InstanceId',
    );
    const region = alert.region;
    return [
      step(
        'contain',
        'Find the network interfaces of the instance and give them a security group without any rule, so that it talks to nobody. Do not stop it: memory is evidence.',
        cli`aws ec2 describe-instances --region ${region} --instance-ids ${instances}`,
      ),
      step(
        'preserve',
        'Take snapshots of the disks of the instance before anything is changed on it.',
        cli`aws ec2 create-snapshots --region ${region} --instance-specification ${instances[0] && `InstanceId=${instances[0]}`} --description 'evidence'`,
      ),
      readSameCredentials(alert, { text }),
      step(
        'investigate',
        'List the commands that were run through Systems Manager.',
        cli`aws ssm list-command-invocations --region ${region} --instance-id ${instances[0]} --details`,
      ),
      step(
        'investigate',
        'List the sessions that were opened through Systems Manager.',
        cli`aws ssm describe-sessions --region ${region} --state History --filters ${instances[0] && `key=Target,value=${instances[0]}`}`,
      ),
      ...putRight(region, instances[0], evidence),
      step(
        'tell',
        `Tell the owners of the instances that ${alert.actor.name} could run code on them as administrator.`,
      ),
    ];
  },
});

function putRight(
  region: string,
  instance: string | undefined,
  evidence: Evidence,
): readonly Step[] {
  return [
    step(
      'eradicate',
      'End a session that is still open.',
      cli`aws ssm terminate-session --region ${region} --session-id ${evidence.text('responseElements.sessionId')}`,
    ),
    step(
      'eradicate',
      'Compare the start script with the one in the repository.',
      onlyAfter(
        evidence,
        'ec2:ModifyInstanceAttribute ec2:RunInstances',
        cli`aws ec2 describe-instance-attribute --region ${region} --instance-id ${instance} --attribute userData`,
      ),
    ),
    step(
      'verify',
      'Require session tokens for the metadata service again.',
      onlyAfter(
        evidence,
        'ec2:ModifyInstanceMetadataOptions ec2:ModifyInstanceMetadataDefaults',
        cli`aws ec2 modify-instance-metadata-options --region ${region} --instance-id ${instance} --http-tokens required`,
      ),
    ),
  ];
}
