import { hourMs } from '#src/model/time.ts';
import { userCaller } from '../caller.ts';
import { ssoRoleOf, userOf } from '../directory.ts';
import { signInBySso } from '../federation.ts';
import { type Account, network, type Person } from '../organization.ts';
import {
  makeCalls,
  type Participant,
  regionOf,
  renewing,
  sceneIn,
  type Workplace,
} from './participant.ts';
import { personReads, personWrites } from './person-calls.ts';
import { denied } from './scene.ts';

export function peopleOf(workplace: Workplace): readonly Participant[] {
  return workplace.organization.people.map((person) => employee(workplace, person));
}

function employee(workplace: Workplace, person: Person): Participant {
  const { recorder } = workplace;
  const { random } = recorder;
  const sessions = person.accounts.map((account) => ({
    account,
    current: renewing(random, 8 * hourMs, (time) =>
      signInBySso(
        recorder,
        person,
        ssoRoleOf(workplace.organization, account, person.permissionSet),
        {
          time,
          region: 'us-east-1',
        },
      ),
    ),
  }));
  return {
    presence: (time) => presenceOf(person, time),
    work(time) {
      const { account, current } = random.pick(sessions);
      const signedIn = current(time);
      const caller = random.chance(0.5)
        ? signedIn
        : { ...signedIn, agent: person.commandLine, console: false };
      const scene = sceneIn(workplace, account, random.pick(account.regions));
      const count = random.between(4, 20);
      makeCalls(recorder, caller, scene, {
        calls: personReads,
        count,
        time: time + 5000,
        pauseMs: 9000,
      });
      const after = time + 200_000;
      if (random.chance(0.25) && person.permissionSet !== 'ReadOnly') {
        makeCalls(recorder, caller, scene, {
          calls: personWrites,
          count: 1,
          time: after,
          pauseMs: 1000,
        });
      }
      if (random.chance(0.12)) {
        const call = random.pick(personReads)(scene);
        const resource = `arn:aws:${call.source}:${scene.region}:${account.id}:${scene.high ? random.uuid() : '*'}`;
        const region = regionOf(call, scene.region);
        recorder.call(caller, denied(caller, call, resource), { time: after + 60_000, region });
      }
    },
  };
}

/** Office hours where the person lives, and rarely an evening. */
function presenceOf(person: Person, time: number): number {
  const local = new Date(time + person.timeZone * hourMs);
  const weekend = local.getUTCDay() % 6 === 0;
  const hour = local.getUTCHours();
  if (weekend) return 0.01;
  if (hour >= 9 && hour < 17) return 1;
  return hour === 8 || hour === 17 || hour === 18 ? 0.4 : 0.01;
}

/** Programs from before there were roles: IAM users with long-lived keys, one job each. */
export function oldProgramsOf(workplace: Workplace, account: Account): readonly Participant[] {
  const { recorder } = workplace;
  const { random } = recorder;
  const names = workplace.high
    ? Array.from({ length: 40 }, (_, index) => `agent-${index}`)
    : ['backup-agent', 'reporting', 'ci-legacy'];
  return names.map((name) => {
    const user = userOf(workplace.organization, account, name);
    const place = {
      address: network.office(random),
      agent: 'Boto3/1.26.90 Python/3.9.16 Linux/5.10.0 Botocore/1.29.90',
    };
    const caller = userCaller(user, user.accessKey, place);
    const calls = personReads.slice(3, 5);
    return {
      presence: () => 1,
      work(time) {
        const scene = sceneIn(workplace, account, account.regions[0] ?? 'us-east-1');
        makeCalls(recorder, caller, scene, {
          calls,
          count: random.between(2, 6),
          time,
          pauseMs: 2000,
        });
      },
    };
  });
}
