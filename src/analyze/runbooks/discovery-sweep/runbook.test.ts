import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { discoverySweep } from './runbook.ts';

describe('discovery-sweep', () => {
  it('asks when the key of the user was last used', () => {
    const commands = discoverySweep
      .steps(anAlert(), evidenceOf([aCallOfAlice()]))
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE',
    );
  });

  it('gives no command where the events name no key', () => {
    const steps = discoverySweep.steps(anAlert(), evidenceOf([{}]));

    expect(steps.every(({ command }) => command === undefined)).toBe(true);
  });
});
