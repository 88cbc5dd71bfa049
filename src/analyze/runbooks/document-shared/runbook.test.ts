import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { documentShared } from './runbook.ts';

describe('document-shared', () => {
  it('takes a document back from everyone', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ssm.amazonaws.com',
        eventName: 'ModifyDocumentPermission',
        requestParameters: { name: 'run-shop', accountIdsToAdd: ['all'] },
      }),
    ]);

    const commands = documentShared.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ssm modify-document-permission --region eu-west-1 --name run-shop --permission-type Share --account-ids-to-remove all',
    );
  });
});
