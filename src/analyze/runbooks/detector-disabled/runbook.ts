import type { Evidence } from '../../evidence.ts';
import { forEachCall } from '../by-region.ts';
import { cli } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';

/** A service that watches was switched off, cut off from its administrator, or told to keep quiet. */
export const detectorDisabled = defineRunbook({
  id: 'detector-disabled',
  title: 'A security service sees or says less',
  appliesTo: {
    rules: [
      'access-analyzer-removed',
      'cloudwatch-alarms-silenced',
      'config-*',
      'detective-removed',
      'eventbridge-security-rule-disabled',
      'guardduty-*',
      'inspector-disabled',
      'macie-disabled',
      'monitoring-*',
      'securityhub-*',
    ],
  },

  steps: forEachCall((alert, evidence) => {
    const { region } = alert;
    return [
      ...restarts(region, evidence),
      step(
        'preserve',
        'Keep the findings that exist; some services delete them with the detector.',
        {
          command: cli`aws securityhub get-findings --region ${region} --max-items ${100}`,
        },
      ),
      step(
        'investigate',
        `Look at what happened in ${region || 'every region'} after ${alert.firstSeen} as if nobody had watched, for nobody did.`,
      ),
      step(
        'eradicate',
        'Forbid the call by a service control policy for all but the security team.',
        {
          breaks: 'Automation that switches the service off and on again.',
          rollback: 'Detach the policy.',
          owner: 'organisation administrator',
        },
      ),
      step('verify', 'Check that a sample finding arrives where it should.', {
        command: cli`aws guardduty create-sample-findings --region ${region} --detector-id ${evidence.text('requestParameters.detectorId')} --finding-types ${'Recon:EC2/Portscan'}`,
      }),
      step('tell', 'Tell those who rely on these findings since when they see less.', {
        owner: 'logging team',
      }),
    ];
  }),
});

function restarts(region: string, { actions, text }: Evidence): readonly Step[] {
  const commands = restartCommands(region, { text });
  return actions
    .filter((action) => commands.has(action))
    .map((action) =>
      step('contain', `Undo ${action}.`, {
        command: commands.get(action),
        breaks: 'Nothing; the service is paid for again.',
        rollback: 'Repeat the call of the alert.',
        owner: 'logging team',
      }),
    );
}

function restartCommands(
  region: string,
  { text }: Pick<Evidence, 'text'>,
): ReadonlyMap<string, string | undefined> {
  const detector = text('requestParameters.detectorId');
  const recorder = text('requestParameters.configurationRecorderName');
  const name = text('requestParameters.name');
  return new Map([
    [
      'guardduty:UpdateDetector',
      cli`aws guardduty update-detector --region ${region} --detector-id ${detector} --enable`,
    ],
    ['guardduty:DeleteDetector', cli`aws guardduty create-detector --region ${region} --enable`],
    [
      'guardduty:CreateFilter',
      cli`aws guardduty delete-filter --region ${region} --detector-id ${detector} --filter-name ${name}`,
    ],
    [
      'config:StopConfigurationRecorder',
      cli`aws configservice start-configuration-recorder --region ${region} --configuration-recorder-name ${recorder}`,
    ],
    ['securityhub:DisableSecurityHub', cli`aws securityhub enable-security-hub --region ${region}`],
    ['macie2:DisableMacie', cli`aws macie2 enable-macie --region ${region}`],
    ['events:DisableRule', cli`aws events enable-rule --region ${region} --name ${name}`],
    [
      'monitoring:DisableAlarmActions',
      cli`aws cloudwatch enable-alarm-actions --region ${region} --alarm-names ${text('requestParameters.alarmNames')}`,
    ],
  ]);
}
