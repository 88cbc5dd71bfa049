import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../../test/an-alert.ts';
import { dataDestroyed } from './runbook.ts';

describe('data-destroyed', () => {
  it('protects the database that is left', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'ModifyDBInstance',
        requestParameters: { dBInstanceIdentifier: 'orders' },
      }),
    ]);

    const commands = dataDestroyed.steps(anAlert(), evidence).map(({ command }) => command);

    expect(commands).toContain(
      'aws rds modify-db-instance --region eu-west-1 --db-instance-identifier orders --deletion-protection --apply-immediately',
    );
  });

  it('looks for the backups of what is gone instead of protecting it', () => {
    const evidence = evidenceOf([
      aCallOfAlice({
        eventSource: 'rds.amazonaws.com',
        eventName: 'DeleteDBInstance',
        requestParameters: { dBInstanceIdentifier: 'orders' },
      }),
      aCallOfAlice({
        eventSource: 'dynamodb.amazonaws.com',
        eventName: 'DeleteTable',
        requestParameters: { tableName: 'carts' },
      }),
    ]);

    const steps = dataDestroyed.steps(anAlert(), evidence);

    const commands = steps.map(({ command }) => command ?? '');
    expect(steps.filter(({ phase }) => phase === 'contain')).toEqual([]);

    expect(commands.filter((each) => /modify-db|update-continuous/.test(each))).toEqual([]);
    expect(commands).toContain(
      'aws rds describe-db-instance-automated-backups --region eu-west-1 --db-instance-identifier orders',
    );
    expect(commands).toContain(
      'aws dynamodb list-backups --region eu-west-1 --table-name carts --backup-type ALL',
    );
  });
});
