import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { guardrailRemoved } from './runbook.ts';

describe('guardrail-removed', () => {
  it('attaches the guardrail again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'organizations.amazonaws.com',
        eventName: 'DetachPolicy',
        requestParameters: { policyId: 'p-example1', targetId: 'ou-example-1' },
      }),
    ]);

    const commands = guardrailRemoved.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws organizations attach-policy --policy-id p-example1 --target-id ou-example-1',
    );
  });
});
