import { describe, expect, it } from 'vitest';
import { Finding } from '#src/model/finding.ts';
import { aDetection, alertsOf, aRecord, aRule } from '../../../test/builders.ts';
import { findingOf } from './finding.ts';

async function anAlertAbout(fields: Record<string, unknown>) {
  const record = aRecord(fields);
  const [alert] = await alertsOf({
    events: [record],
    signals: [aDetection(record)],
    rules: [aRule({ tags: ['attack.t1098.003', 'attack.persistence'] })],
  });
  if (alert === undefined) throw new Error('no alert');
  return alert;
}

const attach = {
  eventName: 'AttachUserPolicy',
  requestParameters: {
    userName: 'bob',
    policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  },
};

describe('findingOf', () => {
  it('says in ASFF what the alert says', async () => {
    const alert = await anAlertAbout(attach);

    const finding = findingOf(alert);

    expect(Finding.safeParse(finding).success).toBe(true);
    expect(finding).toMatchObject({
      SchemaVersion: '2018-10-08',
      AwsAccountId: '111122223333',
      Types: ['TTPs/Persistence/T1098.003'],
      Severity: { Label: 'HIGH', Normalized: 80 },
      ProductFields: { 'cairn/alertId': alert.id },
    });
  });

  it('names the account, the actor and what was touched, each with its type', async () => {
    const { Resources } = findingOf(await anAlertAbout(attach));

    expect(Resources.map(({ Type, Id }) => [Type, Id])).toEqual([
      ['AwsAccount', 'AWS::::Account:111122223333'],
      ['AwsIamUser', 'arn:aws:iam::111122223333:user/alice'],
      ['Other', 'bob'],
      ['AwsIamPolicy', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ]);
  });

  it('keeps to the lengths that Security Hub accepts, whatever the event holds', async () => {
    const long = 'x'.repeat(9_000);
    const alert = await anAlertAbout({
      awsRegion: long,
      recipientAccountId: long,
      requestParameters: { userName: long },
      userIdentity: { type: 'IAMUser', arn: long, userName: long },
    });

    const finding = findingOf({ ...alert, title: long });

    expect(finding.Title.length).toBeLessThanOrEqual(256);
    expect(finding.Description.length).toBeLessThanOrEqual(1_024);
    expect(finding.AwsAccountId).toMatch(/^\d{12}$/);
    expect(Object.values(finding.ProductFields ?? {}).every((value) => value.length <= 2_048)).toBe(
      true,
    );
    expect(finding.Resources.every(({ Id }) => Id.length <= 512)).toBe(true);
  });
});
