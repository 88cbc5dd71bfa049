import { serviceOf } from '../../action.ts';
import type { ActTable, ReadActs } from './act.ts';
import * as applications from './applications.ts';
import * as audit from './audit.ts';
import { ecrActs, ecsActs, eksActs } from './containers.ts';
import { dynamodbActs, fileSystemActs, rdsActs, redshiftActs, searchActs } from './databases.ts';
import { ebsActs, ec2Acts, instanceConnectActs, lightsailActs } from './ec2.ts';
import { iamActs } from './iam.ts';
import { lambdaActs } from './lambda.ts';
import * as organization from './organization.ts';
import { s3Acts } from './s3.ts';
import { kmsActs, secretsmanagerActs, ssmActs } from './secrets.ts';
import { signInActs, stsActs } from './sign-in.ts';

/** Event source without `.amazonaws.com` → its calls. */
const bySource: Readonly<Record<string, ActTable>> = {
  'access-analyzer': audit.analyzerActs,
  account: organization.accountActs,
  backup: applications.backupActs,
  bedrock: applications.bedrockActs,
  cloudformation: applications.cloudformationActs,
  cloudtrail: audit.cloudtrailActs,
  codebuild: applications.buildActs,
  config: audit.configActs,
  detective: audit.detectiveActs,
  dynamodb: dynamodbActs,
  budgets: applications.billingActs,
  ce: applications.billingActs,
  'cognito-identity': applications.dataActs,
  datasync: applications.dataActs,
  ebs: ebsActs,
  elasticfilesystem: fileSystemActs,
  elasticmapreduce: applications.dataActs,
  es: searchActs,
  lightsail: lightsailActs,
  opensearch: searchActs,
  servicequotas: applications.billingActs,
  states: applications.dataActs,
  support: applications.billingActs,
  transfer: applications.transferActs,
  ec2: ec2Acts,
  'ec2-instance-connect': instanceConnectActs,
  ecr: ecrActs,
  ecs: ecsActs,
  eks: eksActs,
  events: applications.eventsActs,
  glue: applications.glueActs,
  guardduty: audit.guarddutyActs,
  iam: iamActs,
  identitystore: organization.identityStoreActs,
  inspector2: audit.inspectorActs,
  kms: kmsActs,
  lambda: lambdaActs,
  logs: audit.logsActs,
  macie2: audit.macieActs,
  monitoring: audit.monitoringActs,
  organizations: organization.organizationsActs,
  ram: organization.ramActs,
  rds: rdsActs,
  redshift: redshiftActs,
  rolesanywhere: organization.rolesAnywhereActs,
  route53: applications.route53Acts,
  route53domains: applications.route53DomainsActs,
  route53resolver: audit.resolverActs,
  s3: s3Acts,
  sagemaker: applications.sagemakerActs,
  secretsmanager: secretsmanagerActs,
  securityhub: audit.securityhubActs,
  ses: applications.sesActs,
  signin: signInActs,
  sns: applications.snsActs,
  sqs: applications.sqsActs,
  ssm: ssmActs,
  sso: organization.ssoActs,
  'sso-directory': organization.identityStoreActs,
  sts: stsActs,
  wafv2: audit.wafActs,
};

/** Maps, for both names come from the event. */
const tables: ReadonlyMap<string, ReadonlyMap<string, ReadActs>> = new Map(
  Object.entries(bySource).map(([source, table]) => [source, new Map(Object.entries(table))]),
);

/** How to say what this call did; undefined for calls that nobody wrote a sentence for. */
export function readerOf(source: string, name: string): ReadActs | undefined {
  return tables.get(serviceOf(source))?.get(name);
}

/** All calls that have a sentence of their own, as `iam:CreateUser`. */
export function knownCalls(): readonly string[] {
  return [...tables].flatMap(([source, calls]) =>
    [...calls.keys()].map((name) => `${source}:${name}`),
  );
}
