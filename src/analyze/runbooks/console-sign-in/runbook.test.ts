import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { consoleSignIn } from './runbook.ts';

describe('console-sign-in', () => {
  it('asks CloudTrail what the user did after the sign-in', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' }),
    ]);

    const commands = consoleSignIn.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=Username,AttributeValue=alice',
    );
  });
});
