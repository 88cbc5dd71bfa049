import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anIamUser, aRecord } from '../../test/builders.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-pages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cairn(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/cairn.js', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const stopLogging = aRecord({
  eventSource: 'cloudtrail.amazonaws.com',
  eventName: 'StopLogging',
  requestParameters: { name: 'trail' },
  userAgent: '<script>alert(1)</script>',
});
const event = file('event.json', JSON.stringify(stopLogging));
const others = [stopLogging, { ...stopLogging, userIdentity: anIamUser('bob'), eventID: 'e-2' }];
const events = file('events.json', JSON.stringify({ Records: others }));
const config = file(
  'cairn.yaml',
  'enrichments:\n  network: { enabled: false }\n  session: { timeoutMs: 7000 }\n',
);

describe('what a person is shown', () => {
  it('is a page for one event, and a table for several stories', () => {
    expect(cairn('analyze', event).out).toContain('WHY THIS RISK');
    expect(cairn('analyze', events).out).toContain('SEVERITY');
    expect(cairn('analyze', event, '--format', 'table').out).toContain('SEVERITY');
  });

  it('says that an enrichment was switched off', () => {
    const { out } = cairn('analyze', event, '--config', config);

    expect(out).toContain('network: switched off in the configuration');
  });

  it('is one HTML file, from analyze and from a stored alert', () => {
    const [report, alert, data] = ['report.html', 'alert.html', 'data'].map((name) =>
      join(folder, name),
    ) as [string, string, string];

    cairn('analyze', event, '--format', 'html', '--output', report);
    cairn('ingest', event, '--data', data);
    const id = JSON.parse(cairn('alerts', '--data', data, '--format', 'jsonl').out).id;
    cairn('alerts', id, '--data', data, '--format', 'html', '--output', alert);

    for (const path of [report, alert]) {
      const text = readFileSync(path, 'utf8');
      expect(text).toContain('What to do');
      expect(text).not.toContain('<script');
      expect(text.endsWith('</html>\n')).toBe(true);
    }
  });
});

describe('cairn enrichments', () => {
  it('lists every enrichment as it is configured', () => {
    const { out } = cairn('enrichments', '--config', config, '--format', 'json');

    const listed: { id: string }[] = JSON.parse(out);
    expect(listed.find(({ id }) => id === 'network')).toMatchObject({ enabled: false });
    expect(listed.find(({ id }) => id === 'session')).toMatchObject({ timeoutMs: 7000 });
    expect(cairn('enrichments', '--config', config).out).toContain('1 of them switched off');
  });

  it('has none that config check would let pass under another name', () => {
    const typo = file('typo.yaml', 'accounts: []\nenrichments:\n  netwrok: { enabled: false }\n');

    const { code, err } = cairn('config', 'check', '--config', typo);

    expect(code).toBe(1);
    expect(err).toContain('typo.yaml:3: enrichments.netwrok: there is no such enrichment');
  });
});
