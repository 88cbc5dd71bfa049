import { describe, expect, it } from 'vitest';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { aConfig, aRecord, aRoot } from '../../../test/builders.ts';
import { riskOf } from './risk.ts';

const failed = aRecord({
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  readOnly: false,
  errorMessage: 'Failed authentication',
  responseElements: { ConsoleLogin: 'Failure' },
});
const { errorMessage: _, ...without } = failed;
const succeeded = { ...without, responseElements: { ConsoleLogin: 'Success' } };
const changed = aRecord({ eventName: 'CreateUser', readOnly: false });
const refused = { ...changed, errorCode: 'AccessDenied' };
const facts = {
  credentials: {
    kind: 'console session',
    isRoot: false,
    mfa: false,
    fromConsole: true,
    use: { count: 0 },
    networks: [],
    made: [],
  },
  'maintenance-window': { inside: false, window: 'Tue', name: 'Platform changes', localTime: 'x' },
};

function reasonsFor(fields: CaseFields): readonly [string, number][] {
  const { risky } = riskOf(aCaseFile({ facts, ...fields }));
  return risky.map(({ why, points }) => [why, points]);
}

describe('a sign-in', () => {
  it('that failed began no session that could lack a second factor', () => {
    const whys = ([record]: readonly [object]) => reasonsFor({ records: [{ ...record }] }).flat();

    expect(whys([failed])).not.toContain('a console session without a second factor');
    expect(whys([succeeded])).toContain('a console session without a second factor');
  });

  it.each([
    ['a change', changed, 5],
    ['a change that was refused', refused, 2],
    ['a sign-in', succeeded, 2],
    ['a sign-in that failed', failed, 2],
  ])('changes nothing, so that no window is asked for: %s', (_what, record, points) => {
    expect(reasonsFor({ records: [record] })).toContainEqual([
      'outside the maintenance window Platform changes',
      points,
    ]);
  });
});

describe('an emergency identity', () => {
  const config = aConfig({ identities: { ci: [], breakGlass: ['alice'] } });

  it('is never told as less than low, whatever speaks for it', () => {
    const { level, hardRule } = riskOf(
      aCaseFile({ config, records: [succeeded], alert: { severity: 'informational' } }),
    );

    expect(level).toBe('low');
    expect(hardRule?.rule).toBe('emergency-identity');
  });

  it('that could not sign in is no use of it', () => {
    const file = aCaseFile({ config, records: [failed], alert: { severity: 'informational' } });

    expect(riskOf(file).hardRule).toBeUndefined();
  });
});

it('counts root like any other actor where it is no emergency identity', () => {
  const { hardRule } = riskOf(aCaseFile({ records: [{ ...succeeded, userIdentity: aRoot() }] }));

  expect(hardRule).toBeUndefined();
});
