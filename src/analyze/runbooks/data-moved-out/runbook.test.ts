import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dataMovedOut } from './runbook.ts';

describe('data-moved-out', () => {
  it('stops the transfer server', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'transfer.amazonaws.com',
        eventName: 'CreateUser',
        requestParameters: { serverId: 's-0123456789abcdef0', userName: 'drop' },
      }),
    ]);

    const commands = dataMovedOut.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws transfer stop-server --region eu-west-1 --server-id s-0123456789abcdef0',
    );
  });
});
