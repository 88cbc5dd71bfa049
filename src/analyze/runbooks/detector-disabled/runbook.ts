import { cli } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** A service that watches was switched off, cut off from its administrator, or told to keep quiet. */
export const detectorDisabled = defineRunbook({
  id: 'detector-disabled',
  title: 'A security service sees or says less',
  appliesTo: {
    rules: [
      'access-analyzer-removed',
      'cloudwatch-alarms-silenced',
      'config-*',
      'cost-alarms-removed',
      'detective-removed',
      'eventbridge-security-rule-disabled',
      'guardduty-*',
      'inspector-disabled',
      'macie-disabled',
      'monitoring-disabled-in-series',
      'securityhub-*',
    ],
  },

  steps(alert, { actions, text }) {
    const { region } = alert;
    const detector = text('requestParameters.detectorId');
    const recorder = text('requestParameters.configurationRecorderName');
    const restart = new Map([
      [
        'guardduty:UpdateDetector',
        cli`aws guardduty update-detector --region ${region} --detector-id ${detector} --enable`,
      ],
      ['guardduty:DeleteDetector', cli`aws guardduty create-detector --region ${region} --enable`],
      [
        'guardduty:CreateFilter',
        cli`aws guardduty delete-filter --region ${region} --detector-id ${detector} --filter-name ${text('requestParameters.name')}`,
      ],
      [
        'config:StopConfigurationRecorder',
        cli`aws configservice start-configuration-recorder --region ${region} --configuration-recorder-name ${recorder}`,
      ],
      [
        'securityhub:DisableSecurityHub',
        cli`aws securityhub enable-security-hub --region ${region}`,
      ],
      ['macie2:DisableMacie', cli`aws macie2 enable-macie --region ${region}`],
      [
        'events:DisableRule',
        cli`aws events enable-rule --region ${region} --name ${text('requestParameters.name')}`,
      ],
      [
        'monitoring:DisableAlarmActions',
        cli`aws cloudwatch enable-alarm-actions --region ${region} --alarm-names ${text('requestParameters.alarmNames')}`,
      ],
    ]);
    return [
      ...actions
        .filter((action) => restart.has(action))
        .map((action) => step('contain', `Undo ${action}.`, restart.get(action))),
      step(
        'preserve',
        'Keep the findings that exist; some services delete them with the detector.',
        cli`aws securityhub get-findings --region ${region} --max-items ${100}`,
      ),
      step(
        'investigate',
        `Look at what happened in ${region} after ${alert.firstSeen} as if nobody had watched, for nobody did.`,
      ),
      step(
        'eradicate',
        'Forbid the call by a service control policy for all but the security team.',
      ),
      step(
        'verify',
        'Check that a sample finding arrives where it should.',
        sampleFinding(region, detector),
      ),
    ];
  },
});

function sampleFinding(region: string, detector: string | undefined): string | undefined {
  return cli`aws guardduty create-sample-findings --region ${region} --detector-id ${detector} --finding-types ${'Recon:EC2/Portscan'}`;
}
