import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Node does not strip types below node_modules: what is published must run without them. */
describe('the published package, installed in an empty folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-package-'));
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  beforeAll(() => {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: 'ignore' });
    const [tarball = ''] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says what it can do', () => {
    expect(run('npx', 'cairn', '--help')).toContain('analyze');
  });

  it('analyzes the bundled sample with its own rules, in worker threads', () => {
    const alerts = run(
      'npx',
      'cairn',
      'analyze',
      'node_modules/cairn/samples/AWSLogs',
      '--format',
      'jsonl',
      '--workers',
      '2',
    );

    expect(alerts.trim().split('\n').length).toBeGreaterThan(3);
  });
});
