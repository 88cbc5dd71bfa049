import { forEach, inEachRegion } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { keepDisks } from '../keep-disks.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Machines were started that nobody needs but the one who started them. */
export const computeHijacked = defineRunbook({
  id: 'compute-hijacked',
  title: 'Machines were started by a stranger',
  appliesTo: {
    rules: [
      'ec2-expensive-*',
      'ec2-many-instances-launched',
      'ec2-compute-*',
      'many-regions-prepared',
    ],
  },
  stopsActor: true,

  steps: inEachRegion((alert, evidence) => {
    const { text, texts } = evidence;
    const { region } = alert;
    const instances = texts('responseElements.instancesSet.items.instanceId');
    return [
      step('contain', 'Stop the machines.', {
        command: cli`aws ec2 stop-instances --region ${region} --instance-ids ${instances}`,
        breaks:
          'What runs on them; their memory and their instance stores are lost, EBS disks stay.',
        rollback:
          cli`aws ec2 start-instances --region ${region} --instance-ids ${instances}` ||
          'Start the machines again.',
        owner: 'account owner',
      }),
      ...forEach(instances, (instance) =>
        step('preserve', 'Keep the disks of the machine.', {
          command: keepDisks(region, instance),
        }),
      ),
      step(
        'investigate',
        `Look in the other regions as well: ${alert.regions.slice(0, 20).join(', ') || 'none'} are known so far.`,
        {
          command: cli`aws ec2 describe-instances --region ${region} --filters Name=instance-state-name,Values=pending,running`,
        },
      ),
      step('investigate', 'List requests for spot machines, which start again by themselves.', {
        command: cli`aws ec2 describe-spot-instance-requests --region ${region}`,
      }),
      step('investigate', 'List the groups that start machines by themselves.', {
        command: cli`aws autoscaling describe-auto-scaling-groups --region ${region}`,
      }),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Delete the machines once the snapshots are complete, and the groups and fleets that would start them again.',
        {
          command: cli`aws ec2 terminate-instances --region ${region} --instance-ids ${instances}`,
          breaks: 'The machines and the disks that are deleted with them are gone for ever.',
          rollback: 'None: restore from the snapshots that were kept.',
          owner: 'account owner',
        },
      ),
      step('verify', 'Keep regions that nobody uses shut with a service control policy.'),
      step('tell', 'Open a case with AWS about the cost.', { owner: 'account owner' }),
    ];
  }),
});
