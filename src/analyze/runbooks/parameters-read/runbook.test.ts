import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { parametersRead } from './runbook.ts';

describe('parameters-read', () => {
  it('lists what lies under the path', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'ssm.amazonaws.com',
        eventName: 'GetParametersByPath',
        requestParameters: { path: '/shop/prod' },
      }),
    ]);

    const commands = parametersRead.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws ssm describe-parameters --region eu-west-1 --parameter-filters Key=Path,Option=Recursive,Values=/shop/prod',
    );
  });
});
