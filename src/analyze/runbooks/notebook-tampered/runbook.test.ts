import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { notebookTampered } from './runbook.ts';

describe('notebook-tampered', () => {
  it('stops the notebook', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'sagemaker.amazonaws.com',
        eventName: 'CreateNotebookInstance',
        requestParameters: {
          notebookInstanceName: 'lab',
          roleArn: 'arn:aws:iam::111122223333:role/Lab',
        },
      }),
    ]);

    const commands = notebookTampered.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws sagemaker stop-notebook-instance --region eu-west-1 --notebook-instance-name lab',
    );
  });
});
