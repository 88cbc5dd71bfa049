import { accessKeyId } from '../access-key-id.ts';
import { type Caller, type Role, type Session, sessionCaller, userCaller } from '../caller.ts';
import { type KeyedUser, roleOf, ssoRoleOf, userOf } from '../directory.ts';
import { signInBySso } from '../federation.ts';
import { type Account, network, type Organization, type Person } from '../organization.ts';
import type { Random } from '../random.ts';
import { type Call, cloudTrailTime } from '../record.ts';
import { assumeRole, type Recorder } from '../recorder.ts';

/** Where an attack is played: a clock that runs on with each call, and the people and places it needs. */
export interface Stage {
  readonly organization: Organization;
  readonly random: Random;
  readonly recorder: Recorder;
  now: number;
}

/** A named attack. `play` writes its events and returns the one who did it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** ATT&CK, version 19. */
  readonly techniques: readonly string[];
  play(stage: Stage): Caller;
}

/** Tools as they name themselves. */
export const tools = {
  python:
    'Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.8.0-86-generic md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython m/b,Z cfg/retry-mode#legacy Botocore/1.40.61',
  commandLine:
    'aws-cli/2.28.19 md/awscrt#0.28.1 ua/2.1 os/linux#6.8.0-86-generic md/arch#x86_64 lang/python#3.13.6 md/pyimpl#CPython m/E,b cfg/retry-mode#standard md/installer#exe md/prompt#off',
  /** Says by itself what it is made for. */
  kali: 'aws-cli/2.31.3 md/awscrt#0.28.1 ua/2.1 os/linux#6.12.38+kali-amd64 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython m/E,b cfg/retry-mode#standard md/installer#exe md/prompt#off',
  fileBrowser: '[S3 Browser/12.5.9 (https://s3browser.com)]',
  browser:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
} as const;

/** An account that customers depend on; the only one where there is one alone. */
export function productionOf({ organization }: Stage): Account {
  return organization.accounts[1] ?? organization.management;
}

export function homeRegion(account: Account): string {
  return account.regions.at(-1) ?? 'us-east-1';
}

export function attacker(random: Random, agent: string): { address: string; agent: string } {
  return { address: network.elsewhere(random), agent };
}

/** One call, then some seconds pass. */
export function act(stage: Stage, caller: Caller, call: Call, region?: string): void {
  stage.recorder.call(caller, call, { time: stage.now, region: region ?? 'us-east-1' });
  stage.now += stage.random.between(3, 25) * 1000;
}

export function wait(stage: Stage, minutes: number): void {
  stage.now += minutes * 60_000;
}

/** An IAM user whose long-lived key somebody else has. */
export function stolenUser(stage: Stage, account: Account, name: string, agent: string): Caller {
  const user = userNamed(stage, account, name);
  return userCaller(user, user.accessKey, attacker(stage.random, agent));
}

export function userNamed({ organization }: Stage, account: Account, name: string): KeyedUser {
  return userOf(organization, account, name);
}

export function newKey(
  { random }: Stage,
  account: Account,
  prefix: 'AKIA' | 'ASIA' = 'AKIA',
): string {
  return accessKeyId(random, prefix, account.id);
}

export function roleNamed({ organization }: Stage, account: Account, name: string): Role {
  return roleOf(organization, account, name);
}

/** A person of the organisation signs in, so that the chain to them is there to be found. */
export function signIn(
  stage: Stage,
  person: Person,
  account: Account,
  permissionSet: string,
): Caller {
  const role = ssoRoleOf(stage.organization, account, permissionSet);
  const caller = signInBySso(stage.recorder, person, role, {
    time: stage.now,
    region: 'us-east-1',
  });
  wait(stage, 2);
  return caller;
}

export function assume(stage: Stage, caller: Caller, role: Role, session: string): Caller {
  const next = assumeRole(stage.recorder, caller, role, {
    session,
    time: stage.now,
    region: 'us-east-1',
  });
  stage.now += 20_000;
  return next;
}

/** A session that began before the story does. */
export function sessionSince(
  stage: Stage,
  role: Role,
  session: Partial<Session> & { name: string },
  agent: string,
): Caller {
  const since = cloudTrailTime(stage.now - 5 * 60_000);
  const accessKey = accessKeyId(stage.random, 'ASIA', role.account);
  return sessionCaller({ role, accessKey, since, ...session }, attacker(stage.random, agent), []);
}

export function anyone(stage: Stage): Person {
  return stage.random.pick(stage.organization.people);
}

export function fails(call: Call, code: string, message: string): Call {
  return { ...call, error: { code, message } };
}
