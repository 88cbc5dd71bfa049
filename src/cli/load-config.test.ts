import { describe, expect, it } from 'vitest';
import { filterDocuments, parseConfig } from './load-config.ts';

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
