import { accessKeyId } from './access-key-id.ts';
import { type Caller, type Json, type Role, roleArn, sessionArn, sessionCaller } from './caller.ts';
import type { Random } from './random.ts';
import { type Call, cloudTrailTime, credentials, recordOf } from './record.ts';

/** A record and where it is delivered. */
export interface Delivery {
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly record: Json;
}

/** Writes what callers do. Ordinary days and attacks are both written through it, so that they look alike. */
export interface Recorder {
  readonly random: Random;
  /** Returns the event id. */
  call(caller: Caller, call: Call, when: When): string;
}

export interface When {
  readonly time: number;
  readonly region: string;
  /** The caller's account when not given. */
  readonly account?: string;
}

export function createRecorder(random: Random, deliver: (event: Delivery) => void): Recorder {
  return {
    random,
    call(caller, call, { time, region, account = caller.account }) {
      const record = recordOf(call, caller, { time, region, account }, random);
      deliver({ time, account, region, record });
      return String(record['eventID']);
    },
  };
}

interface Assume extends When {
  readonly session: string;
  readonly sourceIdentity?: string;
}

/** sts:AssumeRole; into another account it is written twice, once on either side, with one sharedEventID. */
export function assumeRole(recorder: Recorder, caller: Caller, role: Role, how: Assume): Caller {
  const { random } = recorder;
  const issuedKey = accessKeyId(random, 'ASIA', role.account);
  const call: Call = {
    source: 'sts',
    name: 'AssumeRole',
    readOnly: true,
    request: {
      roleArn: roleArn(role),
      roleSessionName: how.session,
      ...(how.sourceIdentity !== undefined && { sourceIdentity: how.sourceIdentity }),
      durationSeconds: 3600,
    },
    response: {
      credentials: credentials(issuedKey, how.time, random),
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${how.session}`,
        arn: sessionArn(role, how.session),
      },
    },
    resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: roleArn(role) }],
  };
  const when = { time: how.time, region: how.region };
  if (role.account === caller.account) {
    recorder.call(caller, call, when);
  } else {
    const shared = { ...call, sharedEventId: random.uuid() };
    recorder.call(caller, shared, when);
    recorder.call(seenFromOutside(caller), shared, { ...when, account: role.account });
  }
  const context = how.sourceIdentity === undefined ? {} : { sourceIdentity: how.sourceIdentity };
  return sessionCaller(
    { role, name: how.session, accessKey: issuedKey, since: cloudTrailTime(how.time), context },
    { address: caller.address, agent: caller.agent },
    caller.chain,
  );
}

/** The other account's trail names the caller by account and principal alone. */
function seenFromOutside(caller: Caller): Caller {
  const { principalId } = caller.identity;
  return { ...caller, identity: { type: 'AWSAccount', principalId, accountId: caller.account } };
}

/** A service takes a role for a machine, function or itself, and hands the credentials on. */
export function assumeByService(
  recorder: Recorder,
  service: Caller,
  role: Role,
  how: Assume & {
    readonly place: Pick<Caller, 'address' | 'agent' | 'endpoint'>;
    readonly context?: Json;
  },
): Caller {
  const { random } = recorder;
  const accessKey = accessKeyId(random, 'ASIA', role.account);
  recorder.call(
    service,
    {
      source: 'sts',
      name: 'AssumeRole',
      readOnly: true,
      request: { roleArn: roleArn(role), roleSessionName: how.session },
      response: { credentials: credentials(accessKey, how.time, random) },
      resources: [{ accountId: role.account, type: 'AWS::IAM::Role', ARN: roleArn(role) }],
      sharedEventId: random.uuid(),
    },
    { time: how.time, region: how.region, account: role.account },
  );
  const since = cloudTrailTime(how.time);
  const session = { role, name: how.session, accessKey, since, context: how.context ?? {} };
  return sessionCaller(session, how.place, service.chain);
}
