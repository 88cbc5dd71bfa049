import { describe, expect, it } from 'vitest';
import type { IndicatorKind } from '#src/enrich/indicators.ts';
import { entriesOf } from './formats.ts';
import { indicatorsFrom } from './indicators.ts';

const load = (text: string, source = 'feed.txt') =>
  indicatorsFrom([{ source, entries: entriesOf(text, source) }]);

const csv = `type,value,note
ip,203.0.113.0/24,"scanner, seen ""often"""
domain,evil.example,command server
access-key,AKIAEXAMPLESTOLEN001,on a paste site
arn,arn:aws:iam::999988887777:role/*,account of a known group
user-agent,*pacu*,attack tool
sha256,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,never in CloudTrail
`;

describe('indicators', () => {
  it.each<[IndicatorKind, string, string | undefined]>([
    ['ip', '203.0.113.9', 'scanner, seen "often"'],
    ['ip', '198.51.100.1', undefined],
    ['ip', 'nonsense', undefined],
    ['domain', 'evil.example', 'command server'],
    ['domain', 'Files.Evil.Example.', 'command server'],
    ['domain', 'notevil.example', undefined],
    ['domain', 'example', undefined],
    ['accessKey', 'AKIAEXAMPLESTOLEN001', 'on a paste site'],
    ['arn', 'arn:aws:iam::999988887777:role/thief', 'account of a known group'],
    ['arn', 'arn:aws:iam::111122223333:role/thief', undefined],
    ['userAgent', 'Boto3/1.34 Pacu/1.5', 'attack tool'],
    ['userAgent', 'Boto3/1.34', undefined],
  ])('of a CSV file: %s %s is %s', (kind, value, note) => {
    expect(load(csv).find(kind, value)?.note).toBe(note);
  });

  it('are counted, without those that no record can hold', () => {
    expect(load(csv).size).toBe(5);
    expect(load('').size).toBe(0);
  });

  it('of plain lists are what they look like', () => {
    const indicators = load(
      '# June\n203.0.113.9 # seen in June\nhxxps://bad[.]evil[.]example/x\nASIAEXAMPLEKEY000001\n2001:db8::/32\n',
    );

    expect(indicators.find('ip', '203.0.113.9')).toEqual({
      kind: 'ip',
      value: '203.0.113.9',
      source: 'feed.txt',
      note: 'seen in June',
    });
    expect(indicators.find('domain', 'bad.evil.example')?.source).toBe('feed.txt');
    expect(indicators.find('accessKey', 'ASIAEXAMPLEKEY000001')).toBeDefined();
    expect(indicators.find('ip', '2001:db8::9')).toBeDefined();
    expect(indicators.size).toBe(4);
  });

  it('of JSON lines may name their source', () => {
    const line = { type: 'ip', value: '203.0.113.9', note: 'known', source: 'a friend' };

    expect(load(`${JSON.stringify(line)}\n\n`).find('ip', '203.0.113.9')?.source).toBe('a friend');
  });

  it('of STIX bundles are those that stand alone', () => {
    const indicator = (pattern: string, fields = {}) => ({
      type: 'indicator',
      name: 'June',
      pattern,
      valid_until: '2027-01-01T00:00:00Z',
      ...fields,
    });
    const bundle = {
      type: 'bundle',
      objects: [
        indicator("[ipv4-addr:value = '203.0.113.9' OR domain-name:value = 'evil.example']"),
        indicator("[ipv4-addr:value = '198.51.100.1' AND network-traffic:dst_port = '22']"),
        indicator("[ipv4-addr:value = '198.51.100.2']", { revoked: true }),
        indicator(
          "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'Evil OR not\\'s']",
        ),
        { type: 'malware', name: 'x' },
      ],
    };

    const indicators = load(JSON.stringify(bundle, undefined, 2), 'feed.json');

    expect(indicators.size).toBe(3);
    expect(indicators.find('ip', '203.0.113.9')?.note).toBe(
      'June, valid until 2027-01-01T00:00:00Z',
    );
    expect(indicators.find('domain', 'evil.example')).toBeDefined();
    expect(indicators.find('userAgent', "evil or not's")).toBeDefined();
  });

  it('keep the first of two that say the same', () => {
    expect(load('203.0.113.9 # a\n203.0.113.9 # b').find('ip', '203.0.113.9')?.note).toBe('a');
  });

  it('of STIX bundles are read in a time that grows with their length, whatever the patterns are', () => {
    const patterns = [
      "\\'".repeat(500_000),
      'a'.repeat(10_000),
      'a:'.repeat(5_000),
      "a:b='".repeat(2_000),
    ];
    const objects = patterns.flatMap((pattern) => Array(10).fill({ type: 'indicator', pattern }));
    const started = performance.now();

    expect(load(JSON.stringify({ type: 'bundle', objects })).size).toBe(0);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('in CSV files may have notes of any length', () => {
    const note = 'a ""note"" '.repeat(1_000_000);

    const indicators = load(`type,value,note\nip,203.0.113.9,"${note}"\nip,203.0.113.10,b\n`);

    expect(indicators.find('ip', '203.0.113.9')?.note).toMatch(/^a "note" a "note" /);
    expect(indicators.find('ip', '203.0.113.10')?.note).toBe('b');
  });

  it('may be a hundred thousand', () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `host-${at}.evil.example`);

    const indicators = load(lines.join('\n'));

    expect(indicators.size).toBe(100_000);
    expect(indicators.find('domain', 'a.host-99999.evil.example')).toBeDefined();
  });

  it.each([
    ['203.0.113.9\nsomething\n', 'feed.txt:2: "something" may be anything'],
    ['type,value\nip,nonsense\n', 'feed.txt:2: "nonsense" is not a valid ip'],
    ['note,value\n"over\ntwo lines",203.0.113.9\nx,\n', 'feed.txt:4: has no value'],
    ['type,value\nuser-agent,*\n', 'feed.txt:2: "*" is not a valid userAgent'],
    ['0.0.0.0/0\n', 'feed.txt:1: "0.0.0.0/0" is not a valid ip'],
    ['2000::/3\n', 'feed.txt:1: "2000::/3" is not a valid ip'],
    ['type,value\nip,"203.0.113.9\n', 'feed.txt:2: has no value'],
    ['{"type":"ip"}\n', 'feed.txt:1: is not a JSON object with a value'],
    ['{"value":"203.0.113.9"}\n{', 'feed.txt:2: is not a JSON object'],
    ['[1]', 'is a JSON list'],
  ])('are refused with their line: %j', (text, says) => {
    expect(() => load(text)).toThrow(says);
  });
});
