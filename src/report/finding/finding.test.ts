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

  // AwsSecurityFinding and Resource of the API: what is required, how long it may be, and which words there are.
  it.each([
    ['a usual event', attach],
    [
      'nothing but space',
      { awsRegion: ' ', recipientAccountId: ' ', requestParameters: { userName: ' ' } },
    ],
    ['a region of no length that is accepted', { awsRegion: 'xx-nowhere-at-all-1' }],
    [
      'no fields',
      { awsRegion: '', requestParameters: null, userIdentity: null, sourceIPAddress: '' },
    ],
  ])('is accepted by BatchImportFindings for %s', async (_, fields) => {
    const finding = findingOf({ ...(await anAlertAbout(fields)), title: ' ' });
    const between = (text: unknown, least: number, most: number) => {
      expect(text).toMatch(/\S/);
      expect(String(text).length).toBeGreaterThanOrEqual(least);
      expect(String(text).length).toBeLessThanOrEqual(most);
    };

    expect(finding.SchemaVersion).toBe('2018-10-08');
    between(finding.Id, 1, 512);
    between(finding.ProductArn, 12, 2_048);
    between(finding.GeneratorId, 1, 512);
    between(finding['Region'], 1, 16);
    between(finding.Title, 1, 256);
    between(finding.Description, 1, 1_024);
    between(finding['CompanyName'], 1, 128);
    expect(finding.AwsAccountId).toMatch(/^\d{12}$/);
    expect(finding.ProductArn).toContain(`product/${finding.AwsAccountId}/default`);
    for (const at of [finding.CreatedAt, finding.UpdatedAt, finding.FirstObservedAt])
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
    expect(finding.Types?.length).toBeLessThanOrEqual(50);
    for (const type of finding.Types ?? [])
      expect(type).toMatch(/^(Software and Configuration Checks|TTPs|Effects)(\/[^/]+){0,2}$/);
    for (const [key, value] of Object.entries(finding.ProductFields ?? {})) {
      between(key, 1, 128);
      between(value, 1, 2_048);
    }
    expect(finding.Resources.length).toBeGreaterThan(0);
    expect(finding.Resources.length).toBeLessThanOrEqual(32);
    for (const { Id, Type, Region, Partition } of finding.Resources) {
      between(Id, 1, 512);
      between(Type, 1, 256);
      between(Region, 1, 16);
      expect(Partition).toMatch(/^aws(-cn|-us-gov)?$/);
    }
    expect(JSON.stringify(finding).length).toBeLessThan(240 * 1_024);
  });
});
