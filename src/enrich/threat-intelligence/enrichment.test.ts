import { describe, expect, it } from 'vitest';
import { entriesOf } from '#src/adapters/indicators/formats.ts';
import { indicatorsFrom } from '#src/adapters/indicators/indicators.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { aContext, aSubject, signal } from '../../../test/a-subject.ts';
import { anIamUser, aRecord } from '../../../test/builders.ts';
import { threatIntelligence } from './enrichment.ts';

const feed = `type,value,note
ip,203.0.113.9,scanner
ip,198.51.100.0/24,rented
ip,2001:db8::/32,
domain,evil.example,command server
accessKey,AKIAALICEEXAMPLE,on a paste site
arn,arn:aws:iam::999988887777:role/thief,
userAgent,*pacu*,attack tool
`;
const indicators = indicatorsFrom([{ source: 'feed.csv', entries: entriesOf(feed, 'feed.csv') }]);

async function hitsOf(...records: readonly RawRecord[]) {
  const context = aContext({ lookups: { indicators } });
  return (await threatIntelligence.enrich(aSubject(records), context, signal)).value.hits;
}

const clean = {
  sourceIPAddress: '192.0.2.1',
  userAgent: 'aws-cli/2.0',
  userIdentity: anIamUser('bob'),
};

describe('threat intelligence', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['the source', { sourceIPAddress: '203.0.113.9' }, { kind: 'ip', where: 'source address' }],
    ['an IPv6 source', { sourceIPAddress: '2001:db8::7' }, { indicator: '2001:db8::/32' }],
    [
      'a range in a request',
      { requestParameters: { ipPermissions: { items: [{ cidrIp: '198.51.100.7/32' }] } } },
      { value: '198.51.100.7/32', indicator: '198.51.100.0/24', where: 'request' },
    ],
    [
      'a URL deep in a policy',
      { requestParameters: { policyDocument: '{"x":"https://a.Evil.example:8443/p"}' } },
      { kind: 'domain', value: 'a.evil.example', note: 'command server' },
    ],
    [
      'the caller’s key',
      { userIdentity: anIamUser('alice') },
      { kind: 'accessKey', where: 'identity', note: 'on a paste site' },
    ],
    [
      'a role in a trust policy',
      {
        requestParameters: {
          policyDocument: '{"Principal":{"AWS":"arn:aws:iam::999988887777:role/thief"}}',
        },
      },
      { kind: 'arn', where: 'request' },
    ],
    ['a user agent', { userAgent: 'Boto3/1 Pacu' }, { kind: 'userAgent', note: 'attack tool' }],
    [
      'an address with a port in user data',
      { responseElements: { text: 'connect 203.0.113.9:4444.' } },
      { value: '203.0.113.9', where: 'response' },
    ],
  ])('finds %s', async (_, fields, hit) => {
    expect(await hitsOf(aRecord({ ...clean, ...fields }))).toMatchObject([
      { source: 'feed.csv', events: 1, ...hit },
    ]);
  });

  it('counts the events and the indicators', async () => {
    const records = [1, 2, 3].map(() => aRecord({ ...clean, sourceIPAddress: '203.0.113.9' }));
    const context = aContext({ lookups: { indicators } });

    const { value, evidence } = await threatIntelligence.enrich(aSubject(records), context, signal);

    expect(value).toMatchObject({ indicators: 7, more: false, hits: [{ events: 3 }] });
    expect(value.checked).toBeGreaterThan(2);
    expect(evidence).toEqual([records[0]?.['eventID']]);
  });

  it('reads the calls that are told together with the alert', async () => {
    const act = aRecord({ ...clean, sourceIPAddress: '203.0.113.9' });
    const story = {
      id: 's',
      alerts: [],
      acts: [
        { time: 0, eventId: 'x', record: act },
        { time: 0, eventId: 'gone', record: undefined },
      ],
    };
    const subject = aSubject([aRecord(clean)], { story });

    const context = aContext({ lookups: { indicators } });
    const { value } = await threatIntelligence.enrich(subject, context, signal);

    expect(value.hits).toHaveLength(1);
  });

  it('finds nothing in what nobody wrote about', async () => {
    expect(await hitsOf(aRecord(clean))).toEqual([]);
  });

  it('is not asked when there is nothing to compare with', () => {
    const subject = aSubject([aRecord()]);

    expect(threatIntelligence.appliesTo(subject, aContext())).toBe(false);
    expect(threatIntelligence.needs).toContain('intelligence.files');
  });

  it.each([
    ['dots', '.'.repeat(100_000)],
    ['digits', '1'.repeat(100_000)],
    ['short labels', 'a.'.repeat(50_000)],
    ['colons', ':'.repeat(100_000)],
    ['ARNs', 'arn:'.repeat(25_000)],
    ['keys', 'AKIA'.repeat(25_000)],
  ])('is not slowed down by a request of %s', async (_, long) => {
    const texts = Array.from({ length: 300 }, (__, at) => `${long.slice(0, 5_000)}${at}`);
    const started = performance.now();

    await hitsOf(aRecord({ ...clean, requestParameters: { texts, deep: { er: texts } } }));

    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each<[record: RawRecord, hits: number]>([
    [{}, 0],
    [{ requestParameters: 7, userIdentity: null, resources: 'x', userAgent: ['x'] }, 0],
    [JSON.parse('{"requestParameters":{"__proto__":{"x":"203.0.113.9"}}}'), 1],
  ])('reads any record (%#)', async (record, hits) => {
    await expect(hitsOf(record)).resolves.toHaveLength(hits);
  });
});
