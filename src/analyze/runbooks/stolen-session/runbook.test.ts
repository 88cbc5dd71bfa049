import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { stolenSession } from './runbook.ts';

describe('stolen-session', () => {
  it('ends the sessions of the role that were opened until now', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        userIdentity: {
          type: 'AssumedRole',
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionContext: { sessionIssuer: { type: 'Role', userName: 'web-app' } },
        },
      }),
    ]);

    const commands = stolenSession.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      `aws iam put-role-policy --role-name web-app --policy-name end-older-sessions --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-20T09:14:05Z"}}}]}'`,
    );
  });
});
