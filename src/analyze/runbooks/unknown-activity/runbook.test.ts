import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { unknownActivity } from './runbook.ts';

describe('unknown-activity', () => {
  it('asks for what else the access key did', () => {
    const commands = unknownActivity
      .steps(anAlert(), evidenceOf([aCallOfAlice()]))
      .map(({ command }) => command);

    expect(commands).toContain(
      'aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=AKIAIOSFODNN7EXAMPLE',
    );
  });

  it('has steps even when nothing is known', () => {
    expect(unknownActivity.steps(anAlert(), evidenceOf([]))).not.toHaveLength(0);
  });
});
