import { hourMs } from '#src/model/time.ts';
import { type Caller, serviceCaller } from '../caller.ts';
import { roleOf } from '../directory.ts';
import type { Account } from '../organization.ts';
import { assumeByService } from '../recorder.ts';
import {
  always,
  makeCalls,
  type Participant,
  renewing,
  sceneIn,
  type Workplace,
} from './participant.ts';
import { type ServiceHabit, serviceHabits } from './service-calls.ts';

export function servicesOf(workplace: Workplace, account: Account): readonly Participant[] {
  return [
    ...serviceHabits.map((habit) => linkedService(workplace, account, habit)),
    logDelivery(workplace, account),
  ];
}

/** A service that works in the account under its service-linked role. */
function linkedService(workplace: Workplace, account: Account, habit: ServiceHabit): Participant {
  const { recorder } = workplace;
  const { service } = habit;
  const role = roleOf(workplace.organization, account, habit.role, `/aws-service-role/${service}/`);
  const current = renewing(recorder.random, hourMs, (time) => {
    const caller = assumeByService(recorder, serviceCaller(service, account.id), role, {
      session: service.replace('.amazonaws.com', ''),
      time,
      region: 'us-east-1',
      place: { address: service, agent: service },
    });
    return invokedBy(caller, service);
  });
  return {
    presence: always,
    work(time) {
      const region = recorder.random.pick(account.regions);
      const count = recorder.random.between(3, 12);
      makeCalls(recorder, current(time), sceneIn(workplace, account, region), {
        calls: habit.calls,
        count,
        time: time + 1000,
        pauseMs: 1500,
      });
    },
  };
}

function invokedBy(caller: Caller, service: string): Caller {
  return { ...caller, identity: { ...caller.identity, invokedBy: service } };
}

/** CloudTrail itself, which looks at its bucket and asks for a key before it writes there. */
function logDelivery(workplace: Workplace, account: Account): Participant {
  const { recorder } = workplace;
  const caller = serviceCaller('cloudtrail.amazonaws.com', account.id);
  return {
    presence: always,
    work(time) {
      const region = recorder.random.pick(account.regions);
      const bucketName = 'example-organization-trail';
      recorder.call(
        caller,
        {
          source: 's3',
          name: 'GetBucketAcl',
          readOnly: true,
          request: { bucketName, acl: '', Host: `${bucketName}.s3.${region}.amazonaws.com` },
          resources: [
            { accountId: account.id, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucketName}` },
          ],
          sharedEventId: recorder.random.uuid(),
        },
        { time, region },
      );
    },
  };
}
