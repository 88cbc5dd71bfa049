import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { discoverySweep } from './runbook.ts';

describe('discovery-sweep', () => {
  it('names the key of the user to be switched off', () => {
    const commands = discoverySweep
      .steps(anAlert(), evidenceOf([aCallOfAlice()]))
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws iam update-access-key --user-name alice --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive',
    );
  });

  it('gives no command where the events name no key', () => {
    const steps = discoverySweep.steps(anAlert(), evidenceOf([{}]));

    expect(steps.every(({ command }) => command === undefined)).toBe(true);
  });
});
