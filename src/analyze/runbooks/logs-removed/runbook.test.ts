import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { logsRemoved } from './runbook.ts';

describe('logs-removed', () => {
  it('keeps the log group for long enough again', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'logs.amazonaws.com',
        eventName: 'PutRetentionPolicy',
        requestParameters: { logGroupName: '/audit/trail', retentionInDays: 1 },
      }),
    ]);

    const commands = logsRemoved.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws logs put-retention-policy --region eu-west-1 --log-group-name /audit/trail --retention-in-days 365',
    );
  });
});
