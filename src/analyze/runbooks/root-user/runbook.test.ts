import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { rootUser } from './runbook.ts';

describe('root-user', () => {
  it('follows the credential that was used', () => {
    const evidence = evidenceOf([
      aCallOfAlice({ userIdentity: { type: 'Root', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } }),
    ]);

    const commands = rootUser.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws cloudtrail lookup-events --region eu-west-1 --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ASIAIOSFODNN7EXAMPLE',
    );
  });
});
