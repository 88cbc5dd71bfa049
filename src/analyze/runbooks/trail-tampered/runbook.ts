import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, step } from '../runbook.ts';

/** The recording of calls was stopped, narrowed or redirected. */
export const trailTampered = defineRunbook({
  id: 'trail-tampered',
  title: 'CloudTrail records less than before',
  appliesTo: {
    rules: [
      'cloudtrail-insights-*',
      'cloudtrail-lake-*',
      'cloudtrail-logging-*',
      'cloudtrail-management-*',
      'cloudtrail-trail-*',
      'logging-stopped-then-destruction',
      'monitoring-*',
    ],
    actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors'],
  },

  steps(alert, { text }) {
    const trail = text('requestParameters.name', 'requestParameters.trailName');
    const store = text('requestParameters.eventDataStore');
    const { region } = alert;
    return [
      step(
        'contain',
        'Start the recording again.',
        cli`aws cloudtrail start-logging --region ${region} --name ${trail}`,
      ),
      step(
        'contain',
        'Restore the event data store (possible for seven days).',
        cli`aws cloudtrail restore-event-data-store --region ${region} --event-data-store ${store}`,
      ),
      step(
        'preserve',
        'Write down the event selectors as they are now.',
        cli`aws cloudtrail get-event-selectors --region ${region} --trail-name ${trail}`,
      ),
      step(
        'investigate',
        'The event history of 90 days does not depend on trails: read there what was done meanwhile.',
        lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      ),
      step(
        'verify',
        'Check that the trail records and delivers.',
        cli`aws cloudtrail get-trail-status --region ${region} --name ${trail}`,
      ),
      step(
        'tell',
        `Tell those who rely on the trail from when to when it was blind: since ${alert.firstSeen}.`,
      ),
    ];
  },
});
