import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, anAssumeRole, aRecord, aRoleSession } from '../../../test/builders.ts';
import { someNetworks } from '../../../test/some-networks.ts';
import { credentialsElsewhere } from './enrichment.ts';

const aws = { aws: { service: 'EC2', region: 'eu-west-1' } };
const withRanges = someNetworks({ '198.51.100.1': aws, '198.51.100.2': aws });
const withoutRanges = someNetworks({}, { awsRanges: false });

const web = { role: 'web', session: 'i-0123456789abcdef0', key: 'ASIAEXAMPLEWEB000001' };
const resize = { role: 'resize', session: 'resize', key: 'ASIAEXAMPLERESIZE001' };

function callOf(
  who: typeof web,
  sourceIPAddress: string,
  eventTime: string,
  fields: Record<string, unknown> = {},
): RawRecord {
  const identity = aRoleSession(who);
  const { context = {}, ...others } = fields;
  const sessionContext = { ...identity.sessionContext, ...(context as object) };
  return aRecord({
    sourceIPAddress,
    eventTime,
    userAgent: 'aws-sdk-go-v2/1.30',
    userIdentity: { ...identity, sessionContext },
    ...others,
  });
}

/** Six calls on three days two weeks before. */
const habit = (who: typeof web, ip: string) =>
  ['14', '15', '16'].flatMap((day) => [
    callOf(who, ip, `2026-02-${day}T08:00:00Z`),
    callOf(who, ip, `2026-02-${day}T15:00:00Z`),
  ]);

const now = '2026-03-03T12:00:00Z';

async function judge(
  records: readonly RawRecord[],
  events: readonly RawRecord[] = [],
  networks = withRanges,
) {
  const config = aConfig({ egress: ['192.0.2.0/24'] });
  const context = aContext({ events: [...events, ...records], config, lookups: { networks } });
  return credentialsElsewhere.enrich(aSubject(records), context, signal);
}

describe('credentials elsewhere', () => {
  it('names both uses when an instance’s credentials leave AWS', async () => {
    const usual = habit(web, '10.0.0.5');
    const still = callOf(web, '10.0.0.5', '2026-03-03T12:10:00Z');
    const act = callOf(web, '203.0.113.9', now, { context: { ec2RoleDelivery: '1.0' } });

    const { value, evidence } = await judge([act], [...usual, still]);

    expect(value).toMatchObject({
      workload: 'instance',
      session: web.session,
      imds: '1.0',
      verdict: 'outside-aws',
      elsewhere: [{ ip: '203.0.113.9', where: 'outside AWS', calls: 1 }],
      usual: [{ ip: '10.0.0.5', where: 'a private network', calls: 7 }],
      atOnce: true,
    });
    expect(evidence).toEqual([act['eventID'], usual[0]?.['eventID']]);
    expect(value.text).toBe(
      'credentials of instance i-0123456789abcdef0 were used outside AWS, from 203.0.113.9; otherwise they are used from 10.0.0.5, at the same time',
    );
  });

  it.each([
    ['another machine at AWS', '198.51.100.2', withRanges, 'new-address'],
    ['another private address', '10.0.0.77', withRanges, 'new-address'],
    ['an unknown address, without ranges of AWS', '203.0.113.9', withoutRanges, 'new-address'],
    ['the address it always has', '198.51.100.1', withRanges, 'expected'],
    ['a service of AWS', 'ec2.amazonaws.com', withRanges, 'expected'],
  ])('judges an instance at %s', async (_, ip, networks, verdict) => {
    const past = habit(web, '198.51.100.1');

    expect((await judge([callOf(web, ip, now)], past, networks)).value.verdict).toBe(verdict);
  });

  it('does not call an address new when the machine itself is', async () => {
    const { value } = await judge([callOf(web, '198.51.100.2', now)]);

    expect(value).toMatchObject({ verdict: 'unknown', days: 0, elsewhere: [] });
    expect(value.text).toContain('cannot be told');
  });

  it('does not let the hours before make an address a usual one', async () => {
    const past = [
      ...habit(web, '198.51.100.1'),
      callOf(web, '203.0.113.9', '2026-03-03T09:00:00Z'),
    ];

    const { value } = await judge([callOf(web, '203.0.113.9', now)], past);

    expect(value.verdict).toBe('outside-aws');
  });

  it('recognizes a function by the service that took its credentials', async () => {
    const lambda = { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' };
    const taken = anAssumeRole(lambda, resize, { eventTime: '2026-03-03T11:00:00Z' });

    const { value, evidence } = await judge([callOf(resize, '203.0.113.9', now)], [taken]);

    expect(value).toMatchObject({ workload: 'function', verdict: 'outside-aws' });
    expect(evidence).toContain(taken['eventID']);
  });

  it('expects a function at any address of AWS', async () => {
    const act = callOf(resize, '198.51.100.2', now, { userAgent: 'x exec-env/AWS_Lambda_nodejs' });

    expect((await judge([act], habit(resize, '198.51.100.1'))).value).toMatchObject({
      workload: 'function',
      verdict: 'expected',
    });
  });

  it('cannot tell of a function without the ranges of AWS', async () => {
    const act = callOf(resize, '203.0.113.9', now, { userAgent: 'x exec-env/AWS_Lambda_nodejs' });

    const { value } = await judge([act], habit(resize, '198.51.100.1'), withoutRanges);

    expect(value).toMatchObject({ verdict: 'unknown', awsRangesKnown: false });
  });

  it('compares a new container with its role', async () => {
    const task = (session: string) => ({ role: 'shop', session, key: 'ASIAEXAMPLETASK00001' });
    const past = habit(task('0'.repeat(32)), '10.0.0.5');

    const { value } = await judge([callOf(task('1'.repeat(32)), '203.0.113.9', now)], past);

    expect(value).toMatchObject({
      workload: 'container',
      verdict: 'outside-aws',
      usual: [{ ip: '10.0.0.5' }],
      atOnce: false,
    });
  });

  it('says so when nothing shows that a session is a machine’s', async () => {
    const { value } = await judge([callOf(resize, '203.0.113.9', now)]);

    expect(value).toMatchObject({ workload: 'unknown', verdict: 'unknown', elsewhere: [] });
    expect(value.text).toContain('nothing shows');
  });

  it('is not asked about people and users', () => {
    const person = aRecord({
      userIdentity: aRoleSession({ ...web, session: 'ann@example.com' }),
    });

    expect(credentialsElsewhere.appliesTo(aSubject([person]), aContext())).toBe(false);
    expect(credentialsElsewhere.appliesTo(aSubject([aRecord()]), aContext())).toBe(false);
    expect(credentialsElsewhere.appliesTo(aSubject([]), aContext())).toBe(false);
  });
});
