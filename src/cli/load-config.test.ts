import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filterDocuments, loadConfig, parseConfig } from './load-config.ts';

describe('configuration file', () => {
  it('gives defaults for what it leaves out', () => {
    const config = parseConfig('accounts:\n  - { id: "111122223333", name: prod }\n', 'cairn.yaml');

    expect(config.accounts[0]).toEqual({ id: '111122223333', name: 'prod', criticality: 1 });
    expect(config.alerts.windowHours).toBe(24);
  });

  it.each([
    { text: 'acounts: []\n', line: 1, says: 'acounts' },
    { text: 'egress:\n  - 192.0.2.0/24\n  - 10.0.0.0/99\n', line: 3, says: 'egress.1' },
    { text: 'accounts:\n  - { id: 42, name: x }\n', line: 2, says: 'accounts.0.id' },
    { text: 'accounts:\n  - { id: 111122223333, name: x }\n', line: 2, says: 'write it in quotes' },
    { text: 'accounts: []\negres: []\n', line: 2, says: 'egres' },
    { text: 'a: [\n', line: 2, says: '' },
    { text: 'a: 1\na: 2\n', line: 2, says: 'unique' },
    {
      text: 'maintenanceWindows:\n  - name: x\n    days: [Tue]\n    from: "02:00"\n    to: "04:00"\n    timeZone: Mars/Olympus\n',
      line: 6,
      says: 'time zone',
    },
  ])('names the line of a fault: $says', ({ text, line, says }) => {
    const parse = () => parseConfig(text, 'cairn.yaml');

    expect(parse).toThrow(`cairn.yaml:${line}: `);
    expect(parse).toThrow(says);
  });

  it.each(['Europe/Berlin', 'UTC', 'US/Eastern', 'Asia/Calcutta'])(
    'takes the time zone %s for maintenance and for working hours',
    (timeZone) => {
      const window = `{ name: x, days: [Tue], from: "02:00", to: "04:00", timeZone: ${timeZone} }`;
      const text = `maintenanceWindows: [${window}]\nworkingHours: { timeZone: ${timeZone} }\n`;

      const config = parseConfig(text, 'cairn.yaml');

      expect(config.maintenanceWindows[0]?.timeZone).toBe(timeZone);
      expect(config.workingHours.timeZone).toBe(timeZone);
    },
  );

  it.each([
    (secret: string) => `${secret}: 1\n`,
    (secret: string) => `enrichments: { ${secret}: { enabled: maybe } }\n`,
    (secret: string) => `expand: { ${secret}: 7 }\n`,
    (secret: string) => `analyst: { provider: { kind: ${secret} } }\n`,
    (secret: string) => `a: 1\nb: *${secret}\n`,
    (secret: string) => `"${secret}": 1\n"${secret}": 2\n`,
    (secret: string) => `egress: [${secret}]\n`,
    (secret: string) => `${secret}\n`,
    (secret: string) => `a: [${secret}\n`,
  ])('never repeats in an error what looks like a secret, case %#', (yaml) => {
    const secret = ['sk', 'ant', 'api03', 'aBcD1234eFgH5678'].join('-');
    const parse = () => parseConfig(yaml(secret), 'cairn.yaml');

    expect(parse).toThrow('cairn.yaml:');
    expect(parse).not.toThrow('aBcD1234');
  });

  it('is refused with its line by every command when it names an enrichment that does not exist', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cairn-config-'));
    const file = join(folder, 'cairn.yaml');
    writeFileSync(file, 'enrichments:\n  cost: { enabled: false }\n  csot: { enabled: false }\n');

    const loading = loadConfig(file).finally(() => rmSync(folder, { recursive: true }));

    await expect(loading).rejects.toThrow(
      `${file}:3: enrichments.csot: there is no such enrichment`,
    );
  });

  it('drops a filter after its last day', () => {
    const filter = (title: string, expires: string) =>
      `  - { title: ${title}, owner: ann, reason: known, expires: ${expires}, filter: { rules: any, s: { eventName: X }, condition: not s } }\n`;
    const config = parseConfig(
      `filters:\n${filter('old', '2026-01-01')}${filter('new', '2026-01-02')}`,
      'c.yaml',
    );

    const { documents, expired } = filterDocuments(
      config,
      'c.yaml',
      new Date('2026-01-02T12:00:00Z'),
    );

    expect(expired).toEqual(['old']);
    expect(documents).toHaveLength(1);
  });
});
