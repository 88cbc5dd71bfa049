import { describe, expect, it } from 'vitest';
import { decodeModel, encodeModel } from './encode.ts';
import { actorsIn, type Model, membersOf } from './model.ts';
import { prefixOf } from './network.ts';
import { scoreSession } from './score.ts';
import {
  type BaselineCall,
  buildSessions,
  groupKeyOf,
  hourOfWeek,
  type Session,
  sortOf,
} from './session.ts';
import { startTraining } from './train.ts';

const monday = Date.UTC(2026, 8, 7, 9);
const dayMs = 86_400_000;
const role = 'arn:aws:iam::111122223333:role/AWSReservedSSO_PowerUser_0123456789abcdef';
const ann = `${role}#ann@example.com`;
const ben = `${role}#ben@example.com`;

function aCall(fields: Partial<BaselineCall> = {}): BaselineCall {
  return {
    time: monday,
    actor: ann,
    accessKey: 'ASIAANN',
    account: '111122223333',
    region: 'eu-west-1',
    action: 'ec2.amazonaws.com:DescribeInstances',
    ip: '192.0.2.10',
    userAgent: 'aws-cli/2',
    failed: false,
    readOnly: true,
    ...fields,
  };
}

function sessionsOf(calls: readonly BaselineCall[]): readonly Session[] {
  const builder = buildSessions(prefixOf);
  return [...calls.flatMap((call) => builder.add(call)), ...builder.end()];
}

function aSession(...calls: readonly Partial<BaselineCall>[]): Session {
  const [session] = sessionsOf(
    calls.map((fields, index) => aCall({ time: monday + 28 * dayMs + index * 1_000, ...fields })),
  );
  if (session === undefined) throw new RangeError('a session has at least one call');
  return session;
}

/** Four weeks of two people on workdays: one looks at instances, the other also creates tags. */
function aModel(): Model {
  const trainer = startTraining();
  for (const actor of [ann, ben])
    for (let day = 0; day < 28; day += 1) {
      if (day % 7 > 4) continue;
      const time = monday + day * dayMs;
      const calls = [
        aCall({ actor, time }),
        aCall({ actor, time: time + 1_000, action: 's3.amazonaws.com:ListBuckets' }),
        ...(actor === ben
          ? [
              aCall({
                actor,
                time: time + 2_000,
                action: 'ec2.amazonaws.com:CreateTags',
                readOnly: false,
              }),
            ]
          : []),
      ];
      for (const session of sessionsOf(calls)) trainer.add(session);
    }
  return trainer.finish({ trainedAt: '2026-10-05T00:00:00.000Z', events: 100, networks: 'prefix' });
}

const model = aModel();
const scoreOf = (...calls: readonly Partial<BaselineCall>[]) =>
  scoreSession(model, aSession(...calls));

describe('sessions', () => {
  it.each([
    ['more than half an hour of rest alone', [0, 29, 58], 1],
    ['half an hour of rest', [0, 31], 2],
    ['four hours without rest', Array.from({ length: 26 }, (_, at) => at * 10), 2],
  ])('are cut after %s', (_what, minutes, count) => {
    const calls = minutes.map((minute) => aCall({ time: monday + minute * 60_000 }));

    expect(sessionsOf(calls)).toHaveLength(count);
  });

  it('are of one actor, one credential and one network', () => {
    const calls = [
      aCall(),
      aCall({ ip: '192.0.2.99' }),
      aCall({ ip: '203.0.113.9' }),
      aCall({ accessKey: 'ASIAOTHER' }),
      aCall({ actor: ben }),
    ];

    expect(sessionsOf(calls).map(({ calls: count }) => count)).toEqual([2, 1, 1, 1]);
  });

  it.each([
    ['192.0.2.10', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0DB8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
    ['', ''],
  ])('of %s are in the network %s', (ip, network) => {
    expect(prefixOf(ip)).toBe(network);
  });

  it.each([
    [Date.UTC(2026, 8, 7), 0],
    [Date.UTC(2026, 8, 13, 23, 59), 167],
    [0, 72],
    [-1, 71],
  ])('at %i begin in hour %i of the week', (time, hour) => {
    expect(hourOfWeek(time)).toBe(hour);
  });

  it.each([
    [ann, 'person', 'permission set PowerUser'],
    ['arn:aws:iam::111122223333:role/deploy', 'program', ''],
    ['arn:aws:iam::111122223333:root', 'person', ''],
    ['ec2.amazonaws.com', 'service', ''],
  ])('of %s are a %s’s', (key, sort, group) => {
    expect([sortOf(key), groupKeyOf(key)]).toEqual([sort, group]);
  });
});

describe('the baseline', () => {
  it('finds the usual usual', () => {
    const { percentile, drivers } = scoreOf({}, { action: 's3.amazonaws.com:ListBuckets' });

    expect(percentile).toBeLessThan(60);
    expect(drivers).toEqual([]);
  });

  it('finds what nobody ever did from a strange network at night odd, and says why', () => {
    const time = monday + 27 * dayMs + 17 * 3_600_000;
    const { percentile, drivers, score } = scoreOf({
      time,
      ip: '203.0.113.9',
      action: 'iam.amazonaws.com:CreateUser',
      readOnly: false,
    });

    expect(percentile).toBeGreaterThan(97);
    expect(drivers.map(({ feature }) => feature)).toEqual(
      expect.arrayContaining(['rarestAction', 'network', 'hour']),
    );
    expect(drivers.find(({ feature }) => feature === 'network')?.why).toBe(
      'network 203.0.113.0/24, in 0 of 20 sessions of this actor and 0 of 40 sessions of all actors',
    );
    expect(drivers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(
      drivers.reduce((sum, { points }) => sum + points, 0) / score,
    );
  });

  it('believes the role where the actor alone never did it', () => {
    const known = scoreOf({ action: 'ec2.amazonaws.com:CreateTags', readOnly: false }).score;
    const unknown = scoreOf({ action: 'ec2.amazonaws.com:RunInstances', readOnly: false }).score;

    expect(known).toBeLessThan(unknown);
  });

  it('leaves out features that cannot be judged', () => {
    const session = aSession({ ip: '203.0.113.9' });

    const { drivers } = scoreSession(model, session, { without: ['network'] });

    expect(drivers.some(({ feature }) => feature === 'network')).toBe(false);
  });

  it('does not let a session of the time trained on speak for itself', () => {
    const trainer = startTraining();
    const odd = aSession({ time: monday, ip: '203.0.113.9' });
    for (let day = 0; day < 20; day += 1)
      for (const session of sessionsOf([aCall({ time: monday + day * dayMs })]))
        trainer.add(session);
    trainer.add(odd);
    const own = trainer.finish({ trainedAt: '', events: 21, networks: 'prefix' });

    const why = scoreSession(own, odd).drivers.find(({ feature }) => feature === 'network')?.why;

    expect(why).toContain('in 0 of 20 sessions of this actor');
  });

  it('knows who shares a role, and who acts in an account', () => {
    expect(membersOf(model, groupKeyOf(ann))).toEqual([ann, ben]);
    expect(actorsIn(model, ['111122223333'], 'person')).toEqual([ann, ben]);
    expect(actorsIn(model, ['111122223333'], 'service')).toEqual([]);
    expect(membersOf(model, '')).toEqual([]);
  });

  it('is the same after it was written and read, and whatever the order of actors', () => {
    const written = JSON.stringify(encodeModel(model));
    const read = decodeModel(JSON.parse(written));

    expect(JSON.stringify(encodeModel(read))).toBe(written);
    expect(read).toEqual(model);
  });

  it('says nothing is odd when it was trained on nothing', () => {
    const empty = startTraining().finish({ trainedAt: '', events: 0, networks: 'prefix' });

    expect(scoreSession(empty, aSession({}))).toMatchObject({ score: 0, percentile: 0 });
    expect(empty.info).toMatchObject({ sessions: 0, from: 0, to: 0 });
  });

  it('takes any text for a value', () => {
    const session = aSession({
      action: '__proto__:constructor',
      userAgent: '\u202e\u0000'.padEnd(300, 'x'),
      region: '',
      ip: 'not an address',
    });

    const { drivers } = scoreSession(model, session);

    const all = drivers.map(({ why }) => why).join(' ');
    expect(all).not.toMatch(/\p{C}/u);
    expect(all).toContain('…');
  });
});
