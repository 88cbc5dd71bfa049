import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anMmdb } from '../../test/an-mmdb.ts';
import { withPathsFrom } from './config-paths.ts';
import { parseConfig } from './load-config.ts';
import { loadLookups } from './load-lookups.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-lookups-'));
afterAll(() => rmSync(folder, { recursive: true }));

function lookupsOf(yaml: string, files: Readonly<Record<string, string | Buffer>>) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const file = join(folder, 'cairn.yaml');
  return loadLookups(withPathsFrom(file, parseConfig(yaml, file)));
}

describe('lookups', () => {
  it('are read from where the configuration lies', () => {
    const { networks, indicators } = lookupsOf(
      `network:
  asn: both.mmdb
  country: both.mmdb
  anonymous: both.mmdb
  awsRanges: ip-ranges.json
  lists: { tor: tor.txt }
intelligence: { files: [feed.csv] }
`,
      {
        'both.mmdb': anMmdb({ '203.0.113.0/24': { asn: 'AS64496', country_code: 'BR' } }),
        'ip-ranges.json': '{"prefixes":[]}',
        'tor.txt': '203.0.113.9',
        'feed.csv': 'type,value,note\nip,203.0.113.9,seen\n',
      },
    );

    expect(networks.has).toEqual({ asn: true, country: true, awsRanges: true, lists: true });
    expect(networks.lookup('203.0.113.9')).toEqual({ asn: 64496, country: 'BR', lists: ['tor'] });
    expect(indicators.find('ip', '203.0.113.9')).toMatchObject({
      source: 'feed.csv',
      note: 'seen',
    });
  });

  it('are empty without configuration', () => {
    const { networks, indicators } = lookupsOf('accounts: []\n', {});

    expect(networks.has.asn).toBe(false);
    expect(indicators.size).toBe(0);
  });

  it.each([
    'network: { asn: pipe }',
    'network: { lists: { tor: pipe } }',
    'intelligence: { files: [pipe] }',
  ])('never wait for a pipe: %s', (yaml) => {
    rmSync(join(folder, 'pipe'), { force: true });
    execFileSync('mkfifo', [join(folder, 'pipe')]);

    expect(() => lookupsOf(`${yaml}\n`, {})).toThrow('is not a regular file');
  });

  it('may begin with the mark of UTF-8 that Windows writes', () => {
    const { networks, indicators } = lookupsOf(
      `network: { awsRanges: marked.json, lists: { tor: marked.txt } }
intelligence: { files: [marked.jsonl] }
`,
      {
        'marked.json': '\uFEFF{"prefixes":[]}',
        'marked.txt': '\uFEFF203.0.113.9\r\n',
        'marked.jsonl': '\uFEFF{"type":"ip","value":"203.0.113.9"}\r\n',
      },
    );

    expect(networks.lookup('203.0.113.9').lists).toEqual(['tor']);
    expect(indicators.size).toBe(1);
  });

  it('in UTF-16 are an error that says so', () => {
    const wide = Buffer.from('\uFEFF203.0.113.9\n', 'utf16le');

    expect(() => lookupsOf('intelligence: { files: [wide.txt] }\n', { 'wide.txt': wide })).toThrow(
      'wide.txt: is UTF-16; save it as UTF-8',
    );
  });

  it.each([
    ['network: { country: gone.mmdb }', 'network.country: there is no file'],
    ['network: { lists: { tor: gone.txt } }', 'network.lists.tor: there is no file'],
    ['intelligence: { files: [gone.csv] }', 'intelligence.files.0: there is no file'],
    ['network: { asn: bad.txt }', '(named by network.asn in the configuration)'],
    ['network: { awsRanges: bad.txt }', '(named by network.awsRanges in the configuration)'],
    ['network: { lists: { vpn: bad.txt } }', 'bad.txt:1: "nonsense" is neither'],
    ['intelligence: { files: [bad.txt] }', 'bad.txt:1: "nonsense" may be anything'],
    ['network: { lists: { vpn: . } }', 'is not a regular file (named by network.lists.vpn'],
  ])('that are missing or damaged are an error: %s', (yaml, says) => {
    expect(() => lookupsOf(`${yaml}\n`, { 'bad.txt': 'nonsense\n' })).toThrow(says);
  });
});
