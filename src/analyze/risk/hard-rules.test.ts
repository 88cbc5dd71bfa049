import { describe, expect, it } from 'vitest';
import { aCaseFile, type CaseFields } from '../../../test/a-case-file.ts';
import { anAlert } from '../../../test/an-alert.ts';
import { aConfig, anIamUser, aRecord, aRoot } from '../../../test/builders.ts';
import { hardFloorOf } from './hard-rules.ts';
import { riskOf } from './risk.ts';

const rootKey = aRecord({ userIdentity: aRoot(), eventName: 'CreateAccessKey' });
const stopped = aRecord({ eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' });
const publicSnapshot = aRecord({
  eventSource: 'ec2.amazonaws.com',
  eventName: 'ModifySnapshotAttribute',
  requestParameters: {
    snapshotId: 'snap-1',
    createVolumePermission: { add: { items: [{ group: 'all' }] } },
  },
});
const administratorOfItself = aRecord({
  userIdentity: anIamUser('alice'),
  eventName: 'AttachUserPolicy',
  requestParameters: {
    userName: 'alice',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
});
const hit = {
  kind: 'ip',
  value: '203.0.113.9',
  indicator: '203.0.113.9',
  source: 'feed',
  where: 'source address',
  events: 1,
  eventId: 'e1',
};
const known = {
  'threat-intelligence': { indicators: 1, checked: 1, hits: [hit], more: false },
};

describe('hardFloorOf', () => {
  it.each<[string, CaseFields, string | undefined]>([
    ['root made a key for itself', { records: [rootKey] }, 'critical'],
    ['logging was stopped', { records: [stopped] }, 'high'],
    ['a snapshot became public', { records: [publicSnapshot] }, 'high'],
    ['somebody became administrator by itself', { records: [administratorOfItself] }, 'high'],
    ['a known attacker got through', { records: [aRecord()], facts: known }, 'high'],
    [
      'a known attacker was refused',
      { records: [{ ...aRecord(), errorCode: 'x' }], facts: known },
      undefined,
    ],
    [
      'logging was not stopped, for want of rights',
      { records: [{ ...stopped, errorCode: 'AccessDenied' }] },
      undefined,
    ],
    ['users were listed', { records: [aRecord()] }, undefined],
    ['the history no longer holds the event', {}, undefined],
  ])('%s', (_what, fields, level) => {
    expect(hardFloorOf(aCaseFile(fields))?.level).toBe(level);
  });

  it('is lower for an automation, and holds whatever speaks for the alert, and says so as a reason with points', () => {
    const file = aCaseFile({
      records: [stopped],
      config: aConfig({ identities: { ci: ['alice'], breakGlass: [] } }),
      alert: { severity: 'low', actor: { ...anAlert().actor, class: 'ci' } },
    });

    const { level, score, factors, risky } = riskOf(file);

    expect(level).toBe('medium');
    expect(factors.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    expect(risky[0]?.why).toContain('never below medium');
  });
});
