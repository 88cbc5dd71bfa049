import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dataMovedOut } from './runbook.ts';

describe('data-moved-out', () => {
  it('takes a document back from everyone', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ssm.amazonaws.com',
        eventName: 'ModifyDocumentPermission',
        requestParameters: {
          name: 'restart-orders',
          permissionType: 'Share',
          accountIdsToAdd: ['all'],
        },
      }),
    ]);

    const commands = dataMovedOut.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ssm modify-document-permission --region eu-west-1 --name restart-orders --permission-type Share --account-ids-to-remove all',
    );
  });
});
