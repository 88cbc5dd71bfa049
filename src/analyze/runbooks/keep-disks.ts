import { cli } from './cli.ts';

/** Snapshots of all disks of one machine. An id is no text that could end the value in the CLI's shorthand syntax. */
export function keepDisks(region: string, instance: string | undefined): string | undefined {
  if (instance === undefined || !/^i-[0-9a-z]+$/.test(instance)) return undefined;
  return cli`aws ec2 create-snapshots --region ${region} --instance-specification ${`InstanceId=${instance}`} --description evidence`;
}
