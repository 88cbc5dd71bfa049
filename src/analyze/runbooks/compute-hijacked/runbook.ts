import { readSameCredentials, switchKeyOff } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Machines were started that nobody needs but the one who started them. */
export const computeHijacked = defineRunbook({
  id: 'compute-hijacked',
  title: 'Machines were started by a stranger',
  appliesTo: { rules: ['ec2-expensive-*', 'ec2-many-instances-launched', 'ec2-compute-*'] },

  steps(alert, { text, texts }) {
    const region = alert.region;
    const instances = texts('responseElements.instancesSet.items.instanceId');
    return [
      switchKeyOff({ text }),
      step(
        'preserve',
        'Keep the disk of one of the machines.',
        cli`aws ec2 create-snapshots --region ${region} --instance-specification ${instances[0] && `InstanceId=${instances[0]}`} --description 'evidence'`,
      ),
      step(
        'contain',
        'Stop the machines.',
        cli`aws ec2 stop-instances --region ${region} --instance-ids ${instances} --force`,
      ),
      step(
        'investigate',
        `Look in the other regions as well: ${alert.regions.join(', ') || 'all of them'} are known so far.`,
        cli`aws ec2 describe-instances --region ${region} --filters Name=instance-state-name,Values=pending,running`,
      ),
      step(
        'investigate',
        'List requests for spot machines, which start again by themselves.',
        cli`aws ec2 describe-spot-instance-requests --region ${region}`,
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Delete the machines, and the groups and fleets that would start them again.',
        cli`aws ec2 terminate-instances --region ${region} --instance-ids ${instances}`,
      ),
      step('verify', 'Keep regions that nobody uses shut with a service control policy.'),
      step('tell', 'Open a case with AWS about the cost.'),
    ];
  },
});
