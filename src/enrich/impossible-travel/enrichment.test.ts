import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { aConfig, aRecord, aRoleSession } from '../../../test/builders.ts';
import { someNetworks } from '../../../test/some-networks.ts';
import { noLookups } from '../lookups.ts';
import type { NetworkInfo } from '../networks.ts';
import { impossibleTravel } from './enrichment.ts';

const lyon = { country: 'FR', city: 'Lyon', location: { latitude: 45.76, longitude: 4.84 } };
const geneva = { country: 'CH', city: 'Geneva', location: { latitude: 46.2, longitude: 6.14 } };
const recife = { country: 'BR', city: 'Recife', location: { latitude: -8.05, longitude: -34.9 } };

const known: Readonly<Record<string, NetworkInfo>> = {
  '203.0.113.1': lyon,
  '203.0.113.2': recife,
  '203.0.113.3': geneva,
  '203.0.113.4': { ...recife, lists: ['vpn'] },
  '203.0.113.5': { ...recife, hosting: true },
  '203.0.113.6': { ...recife, aws: { service: 'EC2', region: 'sa-east-1' } },
  '203.0.113.7': { country: 'BR' },
  '203.0.113.8': { country: 'FR' },
};

const ann = aRoleSession({
  role: 'AWSReservedSSO_Admin_0123456789abcdef',
  session: 'ann@example.com',
  key: 'ASIAEXAMPLEANN000001',
});

const at = (eventTime: string, sourceIPAddress: string): RawRecord =>
  aRecord({ eventTime, sourceIPAddress, userIdentity: ann });

/** `n` calls from an address on each of three days two weeks before. */
const habit = (ip: string): readonly RawRecord[] =>
  ['14', '15', '16'].flatMap((day) => [
    at(`2026-02-${day}T08:00:00Z`, ip),
    at(`2026-02-${day}T15:00:00Z`, ip),
  ]);

async function travelOf(
  records: readonly RawRecord[],
  events: readonly RawRecord[] = [],
  networks = someNetworks(known),
) {
  const config = aConfig({ egress: ['192.0.2.0/24'] });
  const context = aContext({ events: [...events, ...records], config, lookups: { networks } });
  return impossibleTravel.enrich(aSubject(records), context, signal);
}

describe('impossible travel', () => {
  it('names both places, the distance and the speed, with both events as evidence', async () => {
    const before = at('2026-03-03T11:20:00Z', '203.0.113.1');
    const act = at('2026-03-03T12:00:00Z', '203.0.113.2');

    const { value, evidence } = await travelOf([act], [before]);

    expect(value).toMatchObject({ impossible: true, method: 'distance' });
    expect(value.legs).toEqual([
      {
        from: {
          ip: '203.0.113.1',
          place: { country: 'FR', city: 'Lyon' },
          time: '2026-03-03T11:20:00.000Z',
          eventId: before['eventID'],
        },
        to: {
          ip: '203.0.113.2',
          place: { country: 'BR', city: 'Recife' },
          time: '2026-03-03T12:00:00.000Z',
          eventId: act['eventID'],
        },
        minutes: 40,
        km: expect.closeTo(7200, -3),
        kmPerHour: expect.closeTo(10_800, -3),
        impossible: true,
        usual: false,
      },
    ]);
    expect(evidence).toEqual([before['eventID'], act['eventID']]);
    expect(value.text).toContain(
      'seen in Lyon, FR from 203.0.113.1 and 40 minutes later in Recife',
    );
  });

  it('looks at the place after too', async () => {
    const after = at('2026-03-03T12:30:00Z', '203.0.113.1');

    const { value } = await travelOf([at('2026-03-03T12:00:00Z', '203.0.113.2')], [after]);

    expect(value.legs).toMatchObject([{ impossible: true, to: { ip: '203.0.113.1' } }]);
  });

  it('measures from the last call there, and names its event', async () => {
    const early = at('2026-03-03T10:01:00Z', '203.0.113.1');
    const late = at('2026-03-03T10:59:00Z', '203.0.113.1');

    const { value } = await travelOf([at('2026-03-03T12:00:00Z', '203.0.113.2')], [early, late]);

    expect(value.legs).toMatchObject([{ minutes: 61, from: { eventId: late['eventID'] } }]);
  });

  it.each([
    ['a place nearby', '203.0.113.3', '2026-03-03T11:55:00Z'],
    ['a far place long before', '203.0.113.1', '2026-03-02T20:00:00Z'],
  ])('finds it possible from %s', async (_, ip, time) => {
    const act = at('2026-03-03T12:00:00Z', ip === '203.0.113.3' ? '203.0.113.1' : '203.0.113.2');

    expect((await travelOf([act], [at(time, ip)])).value.impossible).toBe(false);
  });

  it.each([
    ['192.0.2.7', 'one of the organisation’s own ways out'],
    ['203.0.113.4', 'on the list vpn'],
    ['203.0.113.5', 'in a network that rents out machines'],
    ['203.0.113.6', 'a machine at AWS'],
    ['203.0.113.99', 'at a place that the file does not know'],
    ['ec2.amazonaws.com', 'not an address of the internet'],
  ])('leaves out %s, for it is %s', async (ip, why) => {
    const act = at('2026-03-03T12:00:00Z', ip);

    const { value } = await travelOf([act], [at('2026-03-03T11:58:00Z', '203.0.113.1')]);

    expect(value).toMatchObject({ impossible: false, legs: [], here: [], leftOut: [{ ip, why }] });
    expect(value.text).toBe(
      `the alert’s own addresses do not tell where its caller was: ${ip} is ${why}`,
    );
  });

  it('knows people who always work from two places at once', async () => {
    const past = [...habit('203.0.113.1'), ...habit('203.0.113.2')];

    const { value } = await travelOf(
      [at('2026-03-03T12:00:00Z', '203.0.113.2')],
      [...past, at('2026-03-03T11:50:00Z', '203.0.113.1')],
    );

    expect(value.impossible).toBe(false);
    expect(value.newCountry).toBe(false);
    expect(value.legs).toMatchObject([{ impossible: true, usual: true }]);
    expect(value.usualPlaces).toMatchObject([
      { country: 'FR', calls: 6, days: 3 },
      { country: 'BR', calls: 6, days: 3 },
    ]);
  });

  it('says when a country is new, and nothing when there is no history', async () => {
    const act = at('2026-03-03T12:00:00Z', '203.0.113.2');

    expect((await travelOf([act], habit('203.0.113.1'))).value.newCountry).toBe(true);
    expect((await travelOf([act])).value.newCountry).toBeUndefined();
  });

  it('states less when only countries are known', async () => {
    const act = at('2026-03-03T12:00:00Z', '203.0.113.7');

    const soon = await travelOf([act], [at('2026-03-03T11:30:00Z', '203.0.113.8')]);
    const later = await travelOf([act], [at('2026-03-03T09:30:00Z', '203.0.113.8')]);

    expect(soon.value).toMatchObject({ method: 'country', impossible: true });
    expect(soon.value.text).toContain('weaker sign');
    expect(later.value).toMatchObject({ method: 'country', impossible: false });
  });

  it('does not take the calls of others in the alert for the actor’s', async () => {
    const other = aRecord({ eventTime: '2026-03-03T12:10:00Z', sourceIPAddress: '203.0.113.2' });

    const { value } = await travelOf([at('2026-03-03T12:00:00Z', '203.0.113.1'), other]);

    expect(value).toMatchObject({ impossible: false, legs: [] });
    expect(value.text).toBe('all located calls came from Lyon, FR');
  });

  it('is not asked without a person or a file of places, and says which', () => {
    const person = aSubject([at('2026-03-03T12:00:00Z', '203.0.113.2')]);
    const machine = { ...person, actor: { ...person.actor, class: 'workload' as const } };
    const without = aContext({ lookups: noLookups });
    const withPlaces = aContext({ lookups: { networks: someNetworks(known) } });

    expect(impossibleTravel.appliesTo(person, withPlaces)).toBe(true);
    expect(impossibleTravel.appliesTo(person, without)).toBe(false);
    expect(impossibleTravel.missing?.(person, without)).toContain('network.country');
    expect(impossibleTravel.appliesTo(machine, withPlaces)).toBe(false);
    expect(impossibleTravel.missing?.(machine, withPlaces)).toContain('human');
  });

  it('reads records without times or addresses', async () => {
    const record = aRecord({ eventTime: 'never', sourceIPAddress: null, userIdentity: ann });

    expect((await travelOf([record])).value.legs).toEqual([]);
  });
});
