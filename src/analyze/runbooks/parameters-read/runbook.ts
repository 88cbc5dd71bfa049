import { forEach, forEachCall } from '../by-region.ts';
import { readSameCredentials } from '../caller-steps.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** Parameters of Systems Manager were read in bulk: they hold passwords and tokens more often than people think. */
export const parametersRead = defineRunbook({
  id: 'parameters-read',
  title: 'Parameters were read in bulk',
  appliesTo: { rules: ['ssm-parameters-*'] },
  stopsActor: true,

  steps: forEachCall((alert, evidence) => {
    const { text, texts } = evidence;
    const { region } = alert;
    const names = texts('requestParameters.name', 'requestParameters.names');
    const path = text('requestParameters.path');
    return [
      step('preserve', 'List which parameters lie under the path, and which of them are secret.', {
        command: cli`aws ssm describe-parameters --region ${region} --parameter-filters ${path && `Key=Path,Option=Recursive,Values=${path}`}`,
      }),
      ...forEach(names, (name) =>
        step('investigate', 'See who changed the parameter before.', {
          command: cli`aws ssm get-parameter-history --region ${region} --name ${name}`,
        }),
      ),
      ...forEach(names, (name) =>
        step('investigate', 'Read who else read the parameter.', {
          command: lookupEvents(region, 'ResourceName', name),
        }),
      ),
      readSameCredentials(alert, { text }),
      step(
        'eradicate',
        'Change what the secret parameters hold, where it comes from and then here.',
        {
          breaks: 'Programs that keep the old value until they start again.',
          rollback: 'The history of the parameter holds the old value.',
          owner: 'resource owner',
        },
      ),
      step('verify', 'Look in the systems that they open for logins from the same addresses.'),
      step('tell', `Tell the owners of the parameters that ${alert.actor.name} read them.`),
    ];
  }),
});
