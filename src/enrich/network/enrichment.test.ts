import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, type ContextFields, signal } from '../../../test/a-subject.ts';
import { aConfig, anIamUser, aRecord, aRoleSession, prodAccount } from '../../../test/builders.ts';
import { someNetworks } from '../../../test/some-networks.ts';
import { network } from './enrichment.ts';
import type { NetworkAddress } from './schema.ts';

async function networkOf(records: readonly RawRecord[], fields: ContextFields = {}) {
  const context = aContext({ ...fields, events: [...(fields.events ?? []), ...records] });
  return network.enrich(aSubject(records), context, signal);
}

async function addressOf(record: RawRecord, fields: ContextFields = {}): Promise<NetworkAddress> {
  const { value } = await networkOf([record], fields);
  const [address] = value.addresses;
  if (address === undefined) throw new Error('no address');
  return address;
}

const networks = someNetworks({
  '203.0.113.9': {
    asn: 64496,
    organization: 'Example Hosting',
    country: 'BR',
    hosting: true,
    lists: ['tor'],
  },
  '198.51.100.1': { aws: { service: 'EC2', region: 'eu-west-1' } },
});
const config = aConfig({
  egress: ['192.0.2.0/24'],
  accounts: [{ id: prodAccount, name: 'prod' }],
});
const from = (sourceIPAddress: string, fields: Record<string, unknown> = {}) =>
  aRecord({ sourceIPAddress, ...fields });

describe('network', () => {
  it.each([
    [from('203.0.113.9'), 'public'],
    [from('198.51.100.1'), 'aws-range'],
    [from('192.0.2.7'), 'own-egress'],
    [from('10.0.0.1'), 'private'],
    [from('10.0.0.1', { vpcEndpointId: 'vpce-1' }), 'vpc-endpoint'],
    [from('ec2.amazonaws.com'), 'aws-service'],
    [from('AWS Internal'), 'aws-internal'],
    [from('not an address'), 'not-an-address'],
  ])('tells what kind of address it is (%#): %s', async (record, kind) => {
    expect((await addressOf(record, { config, lookups: { networks } })).kind).toBe(kind);
  });

  it('tells all that the files know about an address', async () => {
    expect(await addressOf(from('203.0.113.9'), { lookups: { networks } })).toMatchObject({
      asn: 64496,
      organization: 'Example Hosting',
      country: 'BR',
      hosting: true,
      lists: ['tor'],
      calls: 1,
    });
  });

  it('says what it could not look up, which is not the same as nothing found', async () => {
    const { value } = await networkOf([from('203.0.113.9')]);
    const { value: full } = await networkOf([from('203.0.113.9')], { lookups: { networks } });
    const { value: service } = await networkOf([from('ec2.amazonaws.com')]);

    expect(value.notLookedUp.map(({ what }) => what)).toEqual([
      'asn',
      'country',
      'awsRanges',
      'lists',
    ]);
    expect(value.notLookedUp[0]?.why).toContain('no file is configured as network.asn');
    expect(full.notLookedUp).toEqual([]);
    expect(service.notLookedUp).toEqual([]);
  });

  it('names who else came from the address in the last 30 days', async () => {
    const bob = { userIdentity: anIamUser('bob') };
    const others = [
      from('203.0.113.9', { ...bob, eventTime: '2026-02-20T08:00:00Z' }),
      from('203.0.113.9', { ...bob, eventTime: '2026-02-21T08:00:00Z' }),
      from('203.0.113.9', { ...bob, eventTime: '2025-12-01T08:00:00Z' }),
      from('203.0.113.7', { userIdentity: anIamUser('carl') }),
    ];

    const address = await addressOf(from('203.0.113.9'), { events: others });

    expect(address.others).toEqual([
      {
        actor: `arn:aws:iam::${prodAccount}:user/bob`,
        samePerson: false,
        count: 2,
        firstSeen: '2026-02-20T08:00:00.000Z',
        lastSeen: '2026-02-21T08:00:00.000Z',
        eventId: others[0]?.['eventID'],
      },
    ]);
    expect(address.moreOthers).toBe(false);
  });

  it('recognizes the same person in another role', async () => {
    const ann = (role: string) => ({
      userIdentity: aRoleSession({ role, session: 'ann@example.com', key: 'ASIAEXAMPLEANN000001' }),
    });

    const address = await addressOf(from('203.0.113.9', ann('admin')), {
      events: [from('203.0.113.9', ann('reader'))],
    });

    expect(address.others).toMatchObject([{ count: 1, samePerson: true }]);
  });

  it('counts the actor’s own earlier calls, of IPv6 from the whole network', async () => {
    const early = { eventTime: '2026-02-20T08:00:00Z' };
    const events = [from('2001:db8:1:2::5', early), from('2001:db8:1:3::5', early)];

    const address = await addressOf(from('2001:db8:1:2::9'), { events });

    expect(address.prefix64).toBe('2001:db8:1:2::/64');
    expect(address.actorCallsBefore).toBe(1);
    expect((await addressOf(from('ec2.amazonaws.com'))).actorCallsBefore).toBe(-1);
  });

  it.each([
    [{ vpcEndpointAccountId: prodAccount }, { account: prodAccount, own: true }],
    [{ vpcEndpointAccountId: '999988887777' }, { account: '999988887777', own: false }],
    [{}, { own: true }],
    [{ vpcEndpointAccountId: { nested: true } }, { own: true }],
  ])('tells whose VPC endpoint it was (%#)', async (fields, whose) => {
    const record = from('10.0.0.1', { vpcEndpointId: 'vpce-1', ...fields });

    expect((await addressOf(record, { config })).vpcEndpoint).toEqual({ id: 'vpce-1', ...whose });
  });

  it('shows the busiest of many addresses and counts all', async () => {
    const records = Array.from({ length: 15 }, (_, at) => from(`203.0.113.${at}`));

    const { value, evidence } = await networkOf([...records, from('203.0.113.14')]);

    expect(value.total).toBe(15);
    expect(value.addresses).toHaveLength(10);
    expect(value.addresses[0]?.address).toBe('203.0.113.14');
    expect(evidence.length).toBeLessThanOrEqual(20);
  });

  it.each([
    {},
    { sourceIPAddress: 7 },
    { sourceIPAddress: '\u0000\u202e', requestParameters: 'text', vpcEndpointId: [] },
    { eventName: 'CreateRoute', eventSource: 'ec2.amazonaws.com', requestParameters: null },
    { eventName: 'constructor', eventSource: 'ec2.amazonaws.com', requestParameters: [] },
  ])('reads any record (%#)', async (record) => {
    const found = await networkOf([record]);

    expect(() => network.value.parse(found.value)).not.toThrow();
  });
});
