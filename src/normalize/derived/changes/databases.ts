import { exposureActs } from './access.ts';
import { type ActTable, all, either, type ReadActs, say, when } from './act.ts';
import { openings } from './network.ts';

const db = 'dBInstanceIdentifier|dbInstanceIdentifier';
const cluster = 'dBClusterIdentifier|dbClusterIdentifier';
const snapshot =
  'dBSnapshotIdentifier|dbSnapshotIdentifier|dBClusterSnapshotIdentifier|dbClusterSnapshotIdentifier';

const shareSnapshot = either(
  exposureActs('database snapshot', snapshot, 'restore'),
  say(`change who may restore database snapshot {${snapshot}}`),
);

const modify = (kind: string, field: string): ReadActs =>
  either(
    all(
      when(
        'masterUserPassword',
        undefined,
        say(`change the master password of ${kind} {${field}}`),
      ),
      when(
        'publiclyAccessible',
        'true',
        say(`make ${kind} {${field}} reachable from the internet`),
      ),
      when(
        'deletionProtection',
        'false',
        say(`remove the deletion protection of ${kind} {${field}}`),
      ),
      when(
        'backupRetentionPeriod',
        '0',
        say(`disable the automated backups of ${kind} {${field}}`),
      ),
    ),
    say(`change ${kind} {${field}}`),
  );

export const rdsActs: ActTable = {
  ModifyDBSnapshotAttribute: shareSnapshot,
  ModifyDBClusterSnapshotAttribute: shareSnapshot,
  ModifyDBInstance: modify('database', db),
  ModifyDBCluster: modify('database cluster', cluster),
  CreateDBInstance: all(
    say(`create database {${db}}`),
    when('publiclyAccessible', 'true', say(`make database {${db}} reachable from the internet`)),
  ),
  CreateDBSnapshot: say(`take snapshot {${snapshot}} of database {${db}}`),
  CreateDBClusterSnapshot: say(`take snapshot {${snapshot}} of database cluster {${cluster}}`),
  CopyDBSnapshot: say('copy database snapshot {sourceDBSnapshotIdentifier}'),
  RestoreDBInstanceFromDBSnapshot: say(`restore snapshot {${snapshot}} as database {${db}}`),
  StartExportTask: say('export {sourceArn} to bucket {s3BucketName}'),
  DeleteDBInstance: either(
    when('skipFinalSnapshot', 'true', say(`delete database {${db}} without a final snapshot`)),
    say(`delete database {${db}}`),
  ),
  DeleteDBCluster: say(`delete database cluster {${cluster}}`),
  DeleteDBSnapshot: say(`delete database snapshot {${snapshot}}`),
  AuthorizeDBSecurityGroupIngress: openings(
    'database security group',
    'dBSecurityGroupName|dbSecurityGroupName',
  ),
  StopDBInstance: say(`stop database {${db}}`),
};

export const redshiftActs: ActTable = {
  CreateCluster: all(
    say('create Redshift cluster {clusterIdentifier}'),
    when(
      'publiclyAccessible',
      'true',
      say('make Redshift cluster {clusterIdentifier} reachable from the internet'),
    ),
  ),
  ModifyCluster: modify('Redshift cluster', 'clusterIdentifier'),
  DisableLogging: say('disable the audit logging of Redshift cluster {clusterIdentifier}'),
  AuthorizeSnapshotAccess: exposureActs('Redshift snapshot', 'snapshotIdentifier', 'restore'),
  AuthorizeClusterSecurityGroupIngress: openings(
    'Redshift security group',
    'clusterSecurityGroupName',
  ),
  GetClusterCredentials: say(
    'get credentials of database user {dbUser} of Redshift cluster {clusterIdentifier}',
  ),
};

export const dynamodbActs: ActTable = {
  ExportTableToPointInTime: say('export table {tableArn} to bucket {s3Bucket}'),
  UpdateContinuousBackups: either(
    when(
      'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled',
      'false',
      say('disable the point-in-time recovery of table {tableName}'),
    ),
    say('change the point-in-time recovery of table {tableName}'),
  ),
  DeleteTable: say('delete table {tableName}'),
  DeleteBackup: say('delete backup {backupArn}'),
  PutResourcePolicy: all(
    say('replace the policy of table {resourceArn}'),
    exposureActs('table', 'resourceArn'),
  ),
};

export const searchActs: ActTable = {
  UpdateDomainConfig: either(
    exposureActs('OpenSearch domain', 'domainName'),
    say('change OpenSearch domain {domainName}'),
  ),
  UpdateElasticsearchDomainConfig: either(
    exposureActs('OpenSearch domain', 'domainName'),
    say('change OpenSearch domain {domainName}'),
  ),
  DeleteDomain: say('delete OpenSearch domain {domainName}'),
};

export const fileSystemActs: ActTable = {
  PutFileSystemPolicy: all(
    say('replace the policy of file system {fileSystemId}'),
    exposureActs('file system', 'fileSystemId'),
  ),
  DeleteFileSystem: say('delete file system {fileSystemId}'),
};
