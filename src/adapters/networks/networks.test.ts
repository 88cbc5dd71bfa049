import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anMmdb, type MmdbValue } from '../../../test/an-mmdb.ts';
import { parseAddressList } from './address-list.ts';
import { parseAwsRanges } from './aws-ranges.ts';
import { openMmdb } from './mmdb-file.ts';
import { networksFrom } from './networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-networks-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;

function fileOf(bytes: Buffer): string {
  written += 1;
  const file = join(folder, `${written}.mmdb`);
  writeFileSync(file, bytes);
  return file;
}

const mmdb = (networks: Readonly<Record<string, MmdbValue>>) => openMmdb(fileOf(anMmdb(networks)));

const lyon = {
  city: { names: { en: 'Lyon' } },
  country: { iso_code: 'FR' },
  location: { latitude: 45.76, longitude: 4.84 },
};

/** A list of two, each of which is the next such list; the pointers count from the first. */
function twoPointers(_: unknown, index: number): Buffer {
  const next = (index + 1) * 6;
  const pointer = [0x20 | (next >> 8), next & 0xff];
  return Buffer.from([0x02, 0x04, ...pointer, ...pointer]);
}

describe('networks', () => {
  it('know nothing without files, and say so', () => {
    const networks = networksFrom({});

    expect(networks.has).toEqual({ asn: false, country: false, awsRanges: false, lists: false });
    expect(networks.lookup('203.0.113.9')).toEqual({});
  });

  it('tell the place and the owner of an address', () => {
    const networks = networksFrom({
      country: mmdb({ '203.0.113.0/24': lyon, '2001:db8::/32': { country: { iso_code: 'BR' } } }),
      asn: mmdb({
        '203.0.113.0/25': {
          autonomous_system_number: 64496,
          autonomous_system_organization: 'Example Networks',
        },
      }),
    });

    expect(networks.lookup('203.0.113.9')).toEqual({
      asn: 64496,
      organization: 'Example Networks',
      country: 'FR',
      city: 'Lyon',
      location: { latitude: 45.76, longitude: 4.84 },
    });
    expect(networks.lookup('203.0.113.200').asn).toBeUndefined();
    expect(networks.lookup('2001:db8::7')).toEqual({ country: 'BR' });
    expect(networks.lookup('198.51.100.1')).toEqual({});
    expect(networks.lookup('ec2.amazonaws.com')).toEqual({});
  });

  it.each<[string, MmdbValue, object]>([
    [
      'flat, with a text for the number',
      { asn: 'AS64496', as_name: 'Example', country_code: 'de', country: 'Germany' },
      { asn: 64496, organization: 'Example', country: 'DE' },
    ],
    [
      'flat, with texts for degrees',
      { country: 'BR', city: 'Recife', lat: '-8.05', lng: '-34.9' },
      { country: 'BR', city: 'Recife', location: { latitude: -8.05, longitude: -34.9 } },
    ],
    [
      'about anonymity',
      { is_tor_exit_node: true, is_hosting_provider: true, is_anonymous_vpn: false },
      { hosting: true, lists: ['tor'] },
    ],
    [
      'about anonymity as texts',
      { vpn: 'true', hosting: '', relay: 'true' },
      { lists: ['vpn', 'relay'] },
    ],
    ['of a machine for rent', { autonomous_system_number: 14061 }, { asn: 14061, hosting: true }],
    ['of nonsense', { country: 7, asn: [1], location: 'here', lat: 400, lng: 1 }, {}],
    ['that is no map', 'text', {}],
  ])('read a record %s', (_, record, info) => {
    const networks = networksFrom({ country: mmdb({ '203.0.113.0/24': record }) });

    expect(networks.lookup('203.0.113.9')).toEqual(info);
  });

  it('name the lists that hold an address', () => {
    const tor = parseAddressList(
      '# exits\n203.0.113.9 ; one\n\n198.51.100.1 - 198.51.100.3\n',
      't',
    );
    const hosting = parseAddressList('203.0.113.0/24', 'h');
    const networks = networksFrom({
      lists: new Map([
        ['tor', tor],
        ['hosting', hosting],
      ]),
    });

    expect(networks.lookup('203.0.113.9')).toEqual({ hosting: true, lists: ['tor', 'hosting'] });
    expect(networks.lookup('198.51.100.3')).toEqual({ lists: ['tor'] });
    expect(networks.lookup('198.51.100.4')).toEqual({});
    expect(networks.has.lists).toBe(true);
  });

  it('call hosting what the configuration calls so', () => {
    const asn = mmdb({ '203.0.113.0/24': { autonomous_system_number: 64500 } });

    expect(networksFrom({ asn, hosting: [64500] }).lookup('203.0.113.9').hosting).toBe(true);
    expect(networksFrom({ asn }).lookup('203.0.113.9').hosting).toBeUndefined();
  });

  it('name the service of AWS that has an address, rather than all of AWS', () => {
    const file = JSON.stringify({
      prefixes: [
        { ip_prefix: '203.0.113.0/24', region: 'eu-west-1', service: 'AMAZON' },
        { ip_prefix: '203.0.113.0/24', region: 'eu-west-1', service: 'EC2' },
      ],
      ipv6_prefixes: [{ ipv6_prefix: '2001:db8::/32', region: 'GLOBAL', service: 'AMAZON' }],
    });
    const networks = networksFrom({ awsRanges: parseAwsRanges(file, 'ip-ranges.json') });

    expect(networks.lookup('203.0.113.9').aws).toEqual({ service: 'EC2', region: 'eu-west-1' });
    expect(networks.lookup('2001:db8::1').aws).toEqual({ service: 'AMAZON', region: 'GLOBAL' });
    expect(networks.lookup('198.51.100.1').aws).toBeUndefined();
  });

  it('hold a hundred thousand entries', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
    );

    const table = parseAddressList(lines.join('\n'), 'long');

    expect(table.size).toBe(100_000);
    expect(table.find('10.1.0.0')).toBe(true);
    expect(table.find('10.9.0.0')).toBeUndefined();
  });
});

describe('damaged files', () => {
  const whole = anMmdb({ '203.0.113.0/24': lyon });

  it.each([
    ['is not a MaxMind DB file', Buffer.from('<html>not found</html>')],
    ['is not a MaxMind DB file', Buffer.alloc(0)],
    ['is not a MaxMind DB file', whole.subarray(0, whole.length - 400)],
    ['is shorter than it says', whole.subarray(600)],
    ['is compressed', Buffer.from([0x1f, 0x8b, 8, 0])],
  ])('are refused with what to do: %s', (says, bytes) => {
    expect(() => openMmdb(fileOf(bytes))).toThrow(says);
  });

  it('are never taken for “nothing known” when the damage shows late', () => {
    const bytes = Buffer.from(whole);
    bytes.fill(0xff, bytes.lastIndexOf('MaxMind.com') - 60, bytes.lastIndexOf('MaxMind.com') - 3);

    expect(() => openMmdb(fileOf(bytes))('203.0.113.9')).toThrow('is damaged');
  });

  it.each([
    [
      'two pointers to two pointers to two pointers',
      Buffer.concat(Array.from({ length: 45 }, twoPointers)),
    ],
    ['a pointer to itself', Buffer.from([0x20, 0])],
    ['a list in a list in a list', Buffer.alloc(4_000, Buffer.from([0x01, 0x04]))],
    ['sixteen million elements', Buffer.from([0x1f, 0x04, 0xff, 0xff, 0xff])],
  ])('made to keep us busy are called damaged at once: %s', (_, value) => {
    const ask = openMmdb(fileOf(anMmdb({ '203.0.113.0/24': value, '198.51.100.0/24': lyon })));

    expect(() => ask('203.0.113.9')).toThrow('is damaged');
    expect(ask('198.51.100.9')).toEqual(lyon);
  });

  it('whose metadata never end are refused', () => {
    const cut = whole.lastIndexOf('MaxMind.com') + 'MaxMind.com'.length;
    const bytes = Buffer.concat([whole.subarray(0, cut), Buffer.from([0xe1, 0x41, 0x61, 0x20, 0])]);

    expect(() => openMmdb(fileOf(bytes))).toThrow('cannot be read as a MaxMind DB file');
  });

  it('of lists are named with all their faulty lines', () => {
    const parse = () =>
      parseAddressList('203.0.113.9\nnonsense\n10.0.0.0/99\n9.9.9.9 - 1.1.1.1', 'tor.txt');

    expect(parse).toThrow('tor.txt:2: "nonsense" is neither an address nor a range');
    expect(parse).toThrow('tor.txt:3: "10.0.0.0/99"');
    expect(parse).toThrow('tor.txt:4: ');
  });

  it('of lists are refused at once, however long the line or wide the ranges', () => {
    const started = performance.now();

    expect(() => parseAddressList(`${'-'.repeat(1_000_000)} x x`, 'tor.txt')).toThrow('tor.txt:1');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each([
    ['{', 'is not JSON'],
    ['{"prefixes":[{"ip_prefix":4}]}', 'prefixes.0.region'],
    ['[]', 'is not as in AWS’s'],
    ['{"prefixes":[{"ip_prefix":"x","region":"r","service":"s"}]}', 'prefixes.0.ip_prefix'],
  ])('of AWS ranges are named with their field: %s', (text, says) => {
    expect(() => parseAwsRanges(text, 'ip-ranges.json')).toThrow(says);
  });
});
