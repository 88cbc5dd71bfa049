import { describe, expect, it } from 'vitest';
import { Alert } from '#src/model/alert.ts';
import { aConfig, aDetection, alertsOf, anIamUser, aRecord, aRoot, aRule } from '../builders.ts';

const config = aConfig({
  accounts: [{ id: '111122223333', name: 'prod-payments', criticality: 3 }],
  maintenanceWindows: [
    { name: 'weekly', days: ['Tue'], from: '02:00', to: '04:00', timeZone: 'America/New_York' },
  ],
});

const rules = [
  aRule({ name: 'iam-user-created', title: 'IAM user created', level: 'low' }),
  aRule({
    name: 'iam-admin-policy-on-user',
    title: 'Administrator rights given to a user',
    tags: ['attack.t1098.003', 'attack.privilege-escalation'],
  }),
];

/** Three weeks of everyday calls, so that “new” means something. */
const everyday = Array.from({ length: 21 }, (_, day) =>
  aRecord({ eventTime: new Date(Date.UTC(2026, 1, 9 + day, 9)).toISOString() }),
);

const root = { userIdentity: aRoot(), sourceIPAddress: '198.51.100.77' };
const createUser = aRecord({
  ...root,
  eventTime: '2026-03-03T02:47:00Z',
  eventName: 'CreateUser',
  requestParameters: { userName: 'deploy-bot' },
});
const attach = aRecord({
  ...root,
  eventTime: '2026-03-03T02:47:20Z',
  eventName: 'AttachUserPolicy',
  requestParameters: {
    userName: 'deploy-bot',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
});

describe('root creates an administrator', () => {
  const incident = {
    events: [...everyday, createUser, attach],
    signals: [
      aDetection(createUser, 'id-of-iam-user-created'),
      aDetection(attach, 'id-of-iam-admin-policy-on-user'),
    ],
    rules,
    config,
  };

  it('is told in one sentence with actor, object, privilege, place, time and window', async () => {
    const [, alert] = await alertsOf(incident);

    expect(alert?.analysis.summary).toBe(
      'Root user of account 111122223333 (prod-payments) created user deploy-bot and attached AdministratorAccess to it on 2026-03-03 at 02:47 UTC in eu-west-1 from 198.51.100.77 (new for this account), outside the maintenance window (Tue 02:00–04:00 America/New_York).',
    );
  });

  it('links both alerts as one story', async () => {
    const [first, second] = await alertsOf(incident);

    expect(first?.story?.alerts).toEqual([first?.id, second?.id]);
    expect(second?.story?.id).toBe(first?.story?.id);
    expect(second?.story?.text).toBe(
      '02:47:00 created user deploy-bot; 02:47:20 attached AdministratorAccess to user deploy-bot.',
    );
  });

  it('is critical, with named factors that add up and cite their events', async () => {
    const [, alert] = await alertsOf(incident);
    const risk = alert?.analysis.risk;

    expect(risk?.level).toBe('critical');
    expect(risk?.factors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['action', 'actor', 'permissions', 'time', 'history', 'resource']),
    );
    expect(risk?.factors.every(({ evidence }) => evidence.length > 0)).toBe(true);
  });

  it('is a technique with the tactic that the rule names', async () => {
    const [, alert] = await alertsOf(incident);

    expect(alert?.techniques[0]).toMatchObject({
      id: 'T1098.003',
      name: 'Additional Cloud Roles',
      tactic: 'privilege-escalation',
    });
  });

  it('has a valid shape', async () => {
    const alerts = await alertsOf(incident);

    expect(alerts.map((alert) => Alert.safeParse(alert).error)).toEqual([undefined, undefined]);
  });

  it('scores the same calls by continuous integration inside the window lower', async () => {
    const byCi = [createUser, attach].map((event) => ({
      ...event,
      userIdentity: anIamUser('deployer'),
      eventTime: '2026-03-03T07:30:00Z',
    }));
    const calm = await alertsOf({
      events: byCi,
      signals: byCi.map((event) => aDetection(event, 'id-of-iam-admin-policy-on-user')),
      rules,
      config: aConfig({ ...config, identities: { ci: ['deployer'], breakGlass: [] } }),
    });
    const [, alarming] = await alertsOf(incident);

    const calmScore = Math.max(...calm.map(({ analysis }) => analysis.risk.score));
    expect(calmScore).toBeLessThan((alarming?.analysis.risk.score ?? 0) - 25);
  });
});
