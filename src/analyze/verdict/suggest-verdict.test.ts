import { describe, expect, it } from 'vitest';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { anAlert } from '../../../test/an-alert.ts';
import { aConfig, anIamUser, aRecord, aRoot } from '../../../test/builders.ts';
import { riskOf } from '../risk/risk.ts';
import { suggestVerdict } from './suggest-verdict.ts';

const test = {
  title: 'Exercise',
  owner: 'Mara',
  identities: ['alice', 'arn:aws:iam::444455556666:role/RedTeam'],
  sessions: ['purple-*'],
  accounts: ['111122223333'],
  from: '2026-11-09T00:00:00Z',
  to: '2026-11-30T00:00:00Z',
};
const config = aConfig({ authorisedTests: [test] });
const known = {
  'first-seen': {
    actorDays: 40,
    accountDays: 40,
    organizationDays: 40,
    neededDays: 14,
    enoughForActor: true,
    enoughForAccount: true,
    enoughForOrganization: true,
    facts: [],
  },
};
const ci = { ...anAlert().actor, class: 'ci', kind: 'oidc' } as const;
const role = {
  ...anAlert().actor,
  key: 'arn:aws:iam::111122223333:role/App',
  kind: 'role',
  name: 'App (alice)',
} as const;
const hop = (principal: string) => ({ name: 'x', principal, how: 'AssumeRole' });

function verdictOf(fields: CaseFields) {
  const file = aCaseFile(fields);
  return suggestVerdict(file, riskOf(file));
}

describe('suggestVerdict', () => {
  it('calls a known tester within the agreed scope an authorised test, and says whom to ask', () => {
    const { verdict, why } = verdictOf({ config, records: [aRecord()] });

    expect(verdict).toBe('authorised test');
    expect(why).toContain('Mara');
  });

  it.each([
    ['in another account', { account: '999988887777' }],
    ['before its time', { firstSeen: '2026-10-01T00:00:00Z' }],
    ['after its time', { lastSeen: '2026-12-24T00:00:00Z' }],
  ])('asks about a tester %s', (_what, alert) => {
    const { verdict, why } = verdictOf({ config, alert, records: [aRecord()] });

    expect(verdict).toBe('undetermined');
    expect(why).toContain('does not cover');
  });

  it('believes the role by which a session was taken, not the name of a session', () => {
    const byTester = [hop('arn:aws:sts::444455556666:assumed-role/RedTeam/jo')];
    const byName = [hop('arn:aws:sts::111122223333:assumed-role/App/alice')];

    const told = (chain: typeof byName) =>
      verdictOf({ config, alert: { actor: { ...role, chain } }, records: [aRecord()] }).verdict;

    expect(told(byTester)).toBe('authorised test');
    expect(told(byName)).not.toBe('authorised test');
  });

  it('believes nobody who only failed to sign in under the name of a tester', () => {
    const failedSignIn = aRecord({
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      errorMessage: 'Failed authentication',
      responseElements: { ConsoleLogin: 'Failure' },
      userIdentity: { ...anIamUser('alice'), accessKeyId: '' },
    });

    expect(verdictOf({ config, records: [failedSignIn] }).verdict).not.toBe('authorised test');
  });

  it('calls malicious what much speaks for', () => {
    const attach = aRecord({
      userIdentity: aRoot(),
      eventName: 'AttachUserPolicy',
      requestParameters: {
        userName: 'bob',
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    });
    const actor = { ...anAlert().actor, kind: 'root' } as const;

    const { verdict, why } = verdictOf({ alert: { severity: 'high', actor }, records: [attach] });

    expect(verdict).toBe('malicious');
    expect(why).toContain('administrator rights');
  });

  it('calls benign what is low and ordinary', () => {
    const { verdict } = verdictOf({
      alert: { severity: 'low', actor: ci },
      facts: known,
      records: [aRecord()],
    });

    expect(verdict).toBe('benign');
  });

  it('leaves open what it knows too little about, and says what speaks for either', () => {
    const { verdict, why } = verdictOf({ alert: { severity: 'high' } });

    expect(verdict).toBe('undetermined');
    expect(why).toContain('For an attack:');
    expect(why).toContain('For ordinary work:');
  });
});
