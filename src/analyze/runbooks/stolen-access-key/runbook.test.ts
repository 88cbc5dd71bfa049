import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { stolenAccessKey } from './runbook.ts';

describe('stolen-access-key', () => {
  it('switches off the key that made the calls', () => {
    const evidence = evidenceOf([aCallOfAlice({ eventName: 'ListUsers' })]);

    const commands = stolenAccessKey.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws iam update-access-key --user-name alice --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive',
    );
  });
});
