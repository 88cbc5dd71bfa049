import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { buildHijacked } from './runbook.ts';

describe('build-hijacked', () => {
  it('hides the results of the project', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'codebuild.amazonaws.com',
        eventName: 'UpdateProjectVisibility',
        requestParameters: { projectArn: 'arn:aws:codebuild:eu-west-1:111122223333:project/shop' },
      }),
    ]);

    const commands = buildHijacked.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws codebuild update-project-visibility --region eu-west-1 --project-arn arn:aws:codebuild:eu-west-1:111122223333:project/shop --project-visibility PRIVATE',
    );
  });
});
