import type { Evidence } from '../../evidence.ts';
import { forEach, inEachRegion } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';
import { succeeded } from '../succeeded.ts';

const names = ['requestParameters.name', 'requestParameters.trailName'] as const;

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

  steps: inEachRegion((alert, evidence) => {
    const { text } = evidence;
    const deleted = succeeded(evidence, 'cloudtrail:DeleteTrail').texts(...names);
    const gone = new Set(deleted.map(shortName));
    const trails = new Map(
      evidence
        .texts(...names)
        .filter((name) => !gone.has(shortName(name)))
        .map((name) => [shortName(name), name]),
    );
    const left = trails.size === 0 && deleted.length === 0 ? [undefined] : [...trails.values()];
    const stores = evidence.texts('requestParameters.eventDataStore');
    const { region } = alert;
    return [
      ...deleted.flatMap((name) => createAgain(region, name)),
      ...left.map((trail) => startAgain(region, trail)),
      ...forEach(stores, (store) =>
        step('contain', 'Restore the event data store (possible for seven days).', {
          command: cli`aws cloudtrail restore-event-data-store --region ${region} --event-data-store ${store}`,
          breaks: 'Nothing; the store is paid for.',
          rollback:
            cli`aws cloudtrail delete-event-data-store --region ${region} --event-data-store ${store}` ||
            'Delete the store again.',
          owner: 'logging team',
        }),
      ),
      ...left.flatMap((trail) => keepTrail(region, trail)),
      step(
        'investigate',
        'The event history of 90 days does not depend on trails: read there what was done meanwhile.',
        { command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')) },
      ),
      ...left.map((trail) => recordAll(region, trail, evidence)),
      ...left.map((trail) =>
        step('verify', 'Check that the trail records and delivers.', {
          command: cli`aws cloudtrail get-trail-status --region ${region} --name ${trail}`,
        }),
      ),
      step(
        'tell',
        `Tell those who rely on the trail from when to when it was blind: since ${alert.firstSeen}.`,
        { owner: 'logging team' },
      ),
    ];
  }),
});

function startAgain(region: string, trail: string | undefined): Step {
  return step('contain', 'Start the recording again.', {
    command: cli`aws cloudtrail start-logging --region ${region} --name ${trail}`,
    breaks: 'Nothing; events that happened meanwhile are not delivered later.',
    rollback:
      cli`aws cloudtrail stop-logging --region ${region} --name ${trail}` || 'Stop it again.',
    owner: 'logging team',
  });
}

function keepTrail(region: string, trail: string | undefined): readonly Step[] {
  return [
    step('preserve', 'Write down the event selectors as they are now.', {
      command: cli`aws cloudtrail get-event-selectors --region ${region} --trail-name ${trail}`,
    }),
    step('preserve', 'Write down where the trail delivers now: bucket, key, regions, log group.', {
      command: cli`aws cloudtrail get-trail --region ${region} --name ${trail}`,
    }),
  ];
}

function recordAll(region: string, trail: string | undefined, evidence: Evidence): Step {
  const narrowed = succeeded(evidence, 'cloudtrail:PutEventSelectors').texts(...names);
  const isNarrowed = trail !== undefined && narrowed.map(shortName).includes(shortName(trail));
  return step('eradicate', 'Record all management events again.', {
    command: cli`aws cloudtrail put-event-selectors --region ${region} --trail-name ${isNarrowed ? trail : undefined} --event-selectors ${everything}`,
    breaks: 'Selectors for data events that the trail has; they are in the ones written down.',
    rollback: 'Put the selectors that were written down with the same command.',
    owner: 'logging team',
  });
}

/** Calls name a trail by its name or by its ARN. */
function shortName(trail: string): string {
  return trail.slice(trail.lastIndexOf('/') + 1);
}

/** A trail that is gone cannot be started; where its files went is not in the event that deleted it. */
function createAgain(region: string, trail: string): readonly Step[] {
  return [
    step(
      'contain',
      `Create the deleted trail ${trail} again as the organisation’s configuration describes it (bucket, key, regions, selectors), then start it: aws cloudtrail create-trail, then aws cloudtrail start-logging. A trail of the organisation is created from its management account.`,
      {
        breaks: 'Nothing; events that happened meanwhile are not delivered later.',
        rollback:
          cli`aws cloudtrail delete-trail --region ${region} --name ${trail}` ||
          'Delete the trail again.',
        owner: 'logging team',
      },
    ),
    step('investigate', 'Read how the deleted trail was set up, from the events about it.', {
      command: lookupEvents(region, 'ResourceName', trail),
    }),
    step(
      'verify',
      'Check that a trail is there again, that it covers all regions, and that it records.',
      {
        command: cli`aws cloudtrail describe-trails --region ${region}`,
      },
    ),
  ];
}

const everything = JSON.stringify([{ ReadWriteType: 'All', IncludeManagementEvents: true }]);
