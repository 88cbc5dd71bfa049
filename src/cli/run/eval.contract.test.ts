import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function cairn(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/cairn.js', ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('cairn eval', () => {
  it('lists the cases with their labels', async () => {
    const { code, stdout } = await cairn('eval', '--list');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^malicious +high–critical +trail-deleted$/m);
  });

  it('shows one case with its label, what happened and what is said', async () => {
    const { code, stdout } = await cairn('eval', '--case', 'trail-deleted');

    expect(code).toBe(0);
    expect(stdout).toContain('call: cloudtrail:DeleteTrail');
    expect(stdout).toContain('verdict: malicious');
    expect(stdout).toContain('org-trail');
  });

  it('measures recorded answers, and says the figures as JSON', async () => {
    const { code, stdout } = await cairn('eval', '--analyst', 'recorded', '--format', 'json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      card: { analyst: 'recorded', unsupportedClaims: { part: 0 } },
    });
  });

  it.each([
    [['--case', 'no-such-case'], 'There is no case no-such-case'],
    [['--analyst', 'model', '--config', 'samples/cairn.yaml'], 'names no model'],
  ])('refuses %s', async (args, reason) => {
    const { code, stderr } = await cairn('eval', ...args);

    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });
});
