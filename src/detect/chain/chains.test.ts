import { describe, expect, it } from 'vitest';
import { chainsOf } from './chains.ts';
import type { LinkValue, Member } from './member.ts';

const dayMs = 24 * 3_600_000;
const options = { windowMs: 7 * dayMs, mostActors: 2, mostAlerts: 50 };

const ip = (value: string): LinkValue => ({ by: 'ip', value });
const actor = (value: string): LinkValue => ({ by: 'actor', value });
const key = (value: string): LinkValue => ({ by: 'access-key', value });

function aMember(name: string, day: number, fields: Partial<Member> = {}): Member {
  const { actorKey = 'arn:aws:iam::111122223333:user/alice' } = fields;
  return {
    key: name,
    rule: `rule of ${name}`,
    title: name,
    severity: 'medium',
    firstSeen: day * dayMs,
    lastSeen: day * dayMs,
    account: '111122223333',
    actorKey,
    isMachine: false,
    values: [actor(actorKey)],
    ancestors: [],
    ...fields,
  };
}

function casesOf(members: readonly Member[], fields: Partial<typeof options> = {}) {
  const { chains } = chainsOf(members, { ...options, ...fields });
  return chains.map((chain) => chain.members.map((member) => member.key));
}

describe('chains', () => {
  it('join alerts of one actor over days, and not beyond the window', () => {
    const members = [aMember('a', 0), aMember('b', 6), aMember('c', 12), aMember('d', 20)];

    expect(casesOf(members)).toEqual([['a', 'b', 'c']]);
  });

  it('reach over what two alerts share with a third', () => {
    const members = [
      aMember('a', 0),
      aMember('b', 1, { values: [actor('arn:aws:iam::111122223333:user/alice'), key('AKIA1')] }),
      aMember('c', 2, { actorKey: 'bob', values: [actor('bob'), key('AKIA1')] }),
    ];

    expect(casesOf(members)).toEqual([['a', 'b', 'c']]);
  });

  it('do not join different actors that share nothing', () => {
    const members = [aMember('a', 0), aMember('b', 0, { actorKey: 'bob' }), aMember('c', 0)];

    expect(casesOf(members)).toEqual([['a', 'c']]);
  });

  it('say why, and call it role assumption where one goes back to the other', () => {
    const members = [
      aMember('a', 0, { values: [key('ASIA1')] }),
      aMember('b', 1, {
        actorKey: 'role',
        values: [key('ASIA2')],
        ancestors: [{ ...key('ASIA1'), at: dayMs }],
      }),
    ];

    const [chain] = chainsOf(members, options).chains;

    expect(chain?.links).toEqual([
      { by: 'role-assumption', value: 'ASIA1', members: ['a', 'b'], reachMs: 7 * dayMs },
    ]);
  });

  it.each([
    ['an address of many actors', ip('203.0.113.9')],
    ['a resource of many actors', { by: 'resource', value: 'arn:aws:s3:::exports' } as const],
  ])('are not made by %s', (_, shared) => {
    const actors = ['alice', 'bob', 'carol'];
    const members = actors.map((name) => aMember(name, 0, { actorKey: name, values: [shared] }));

    expect(casesOf(members)).toEqual([]);
    expect(casesOf(members, { mostActors: 3 })).toEqual([actors]);
  });

  it.each([
    ['a resource', { by: 'resource', value: 'arn:aws:s3:::exports' } as const],
    ['a key that is in use every day', key('AKIAEVERYDAY')],
  ])('are made by %s within hours, and not over days', (_, shared) => {
    const routine = new Set(['access-key AKIAEVERYDAY']);
    const [first, later] = [
      { actorKey: 'alice', values: [shared] },
      { actorKey: 'bob', values: [shared] },
    ];
    const joinedAfter = (day: number) =>
      chainsOf([aMember('a', 0, first), aMember('b', day, later)], { ...options, routine }).chains;

    expect(joinedAfter(0.4)).toHaveLength(1);
    expect(joinedAfter(2)).toEqual([]);
  });

  it.each([
    actor('saml:example:ann@example.com'),
    actor('arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0a1b#ann@example.com'),
    {
      by: 'session',
      value: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0a1b/ann@example.com',
    } as const,
  ])('follow a person over a long weekend, and no longer: $by $value', (person) => {
    const [first, later] = [
      { actorKey: 'one', values: [person] },
      { actorKey: 'other', values: [person] },
    ];
    const casesAfter = (day: number) => casesOf([aMember('a', 0, first), aMember('b', day, later)]);

    expect(casesAfter(3)).toEqual([['a', 'b']]);
    expect(casesAfter(3.1)).toEqual([]);
  });

  it('are made by a role that many wear within two hours, unless other people are known to wear it', () => {
    const worn = actor('arn:aws:iam::111122223333:role/operations');
    const wearer = (name: string, hour: number, person?: string) =>
      aMember(name, hour / 24, {
        actorKey: worn.value,
        values: [worn],
        ancestors: person === undefined ? [] : [{ ...actor(`saml:example:${person}`), at: 0 }],
      });

    expect(casesOf([wearer('a', 0), wearer('b', 2)])).toEqual([['a', 'b']]);
    expect(casesOf([wearer('a', 0), wearer('b', 3)])).toEqual([]);
    expect(casesOf([wearer('a', 0, 'ann'), wearer('b', 1, 'bob')])).toEqual([]);
    expect(casesOf([wearer('a', 0, 'ann'), wearer('b', 1, 'ann')])).toEqual([['a', 'b']]);
  });

  it('are made by a resource over days where it is not all that two alerts share', () => {
    const bucket: LinkValue = { by: 'resource', value: 'arn:aws:s3:::exports' };
    const values = [key('AKIAEVERYDAY'), bucket];
    const routine = new Set(['access-key AKIAEVERYDAY']);
    const members = [aMember('a', 0, { values }), aMember('b', 3, { values })];

    const { chains } = chainsOf(members, { ...options, routine });

    expect(chains).toHaveLength(1);
  });

  it('reach from a session to what its caller set off about the time of the assumption alone', () => {
    const long = key('AKIAEVERYDAY');
    const session = { actorKey: 'role', values: [key('ASIA2')], ancestors: [{ ...long, at: 0 }] };
    const members = [
      aMember('before', 0, { values: [long] }),
      aMember('in the session', 0.45, session),
      aMember('long after', 0.9, { values: [long] }),
    ];

    const { chains } = chainsOf(members, {
      ...options,
      routine: new Set([`access-key AKIAEVERYDAY`]),
    });

    expect(chains.map((chain) => chain.members.map((member) => member.key))).toEqual([
      ['before', 'in the session'],
    ]);
  });

  it('are not made by what the history knows to be common, nor by what too many alerts share', () => {
    const members = [0, 1, 2].map((day) => aMember(`m${day}`, day, { values: [ip('192.0.2.1')] }));
    const common = new Set(['ip 192.0.2.1']);

    expect(chainsOf(members, { ...options, common }).chains).toEqual([]);
    expect(casesOf(members, { mostAlerts: 2 })).toEqual([]);
  });

  it('need two alerts, and one of them of medium severity that nobody has quieted', () => {
    const low = (name: string) => aMember(name, 0, { severity: 'low' });
    const quiet = aMember('quiet', 0, { suppressed: 'known scanner' });

    expect(casesOf([aMember('alone', 0)])).toEqual([]);
    expect(casesOf([low('a'), low('b')])).toEqual([]);
    expect(casesOf([low('a'), quiet])).toEqual([]);
    expect(casesOf([low('a'), quiet, aMember('c', 1)])).toEqual([['a', 'quiet', 'c']]);
  });

  it('draw in the routine of machines without being joined by it', () => {
    const routine = (name: string, day: number) =>
      aMember(name, day, { severity: 'low', isMachine: true });
    const members = [
      aMember('first', 0),
      routine('r1', 5),
      routine('r2', 11),
      aMember('second', 15),
      aMember('third', 15),
    ];

    expect(casesOf(members)).toEqual([
      ['first', 'r1'],
      ['r2', 'second', 'third'],
    ]);
  });

  it('draw in what an actor sets off all the time without being joined by it', () => {
    const habit = (day: number) => aMember(`habit ${day}`, day, { severity: 'low', rule: 'habit' });
    const members = [aMember('first', 0), habit(6), habit(12), habit(18), aMember('second', 24)];

    expect(casesOf(members)).toEqual([
      ['first', 'habit 6'],
      ['habit 18', 'second'],
    ]);
  });

  it('are the same in whatever order the alerts come', () => {
    const members = [0, 3, 6, 9].map((day) => aMember(`m${day}`, day));

    expect(chainsOf(members.toReversed(), options)).toEqual(chainsOf(members, options));
  });
});
