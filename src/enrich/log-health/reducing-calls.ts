import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, list, pick, pickText } from '#src/normalize/untyped.ts';

/** What a call does to logging or detection, and, for calls that may as well add to it, how to tell from the request. */
export interface Reduction {
  readonly effect: string;
  readonly reduces?: (request: Bag) => boolean;
}

const isFalse = (value: unknown): boolean => value === false || value === 'false';

const changesTrail = (request: Bag): boolean =>
  pickText(request, 's3BucketName') !== '' ||
  [
    'isMultiRegionTrail',
    'includeGlobalServiceEvents',
    'enableLogFileValidation',
    'isOrganizationTrail',
  ].some((key) => isFalse(pick(request, key)));

/** A basic selector that records everything says so; advanced ones are lists of conditions, each of which leaves out. */
const narrowsSelectors = (request: Bag): boolean => {
  const basic = list(pick(request, 'eventSelectors')).map(bag);
  const isNarrow = (selector: Bag): boolean =>
    isFalse(pick(selector, 'includeManagementEvents')) ||
    !['', 'All'].includes(pickText(selector, 'readWriteType')) ||
    list(pick(selector, 'excludeManagementEventSources')).length > 0;
  return basic.length === 0 || basic.some(isNarrow);
};

const disablesDetector = (request: Bag): boolean =>
  isFalse(pick(request, 'enable')) || JSON.stringify(request).includes('"DISABLED"');

const archives = (request: Bag): boolean => pickText(request, 'action') === 'ARCHIVE';

/** An empty status turns off the access logs of a bucket. */
const hasNoTarget = (request: Bag): boolean => {
  const status = bag(pick(request, 'BucketLoggingStatus', 'bucketLoggingStatus'));
  return pick(status, 'loggingEnabled') === undefined;
};

/** By service, the part of `eventSource` before `.amazonaws.com`. */
const byService: Readonly<Record<string, Readonly<Record<string, string | Reduction>>>> = {
  cloudtrail: {
    StopLogging: 'stops a trail',
    DeleteTrail: 'deletes a trail',
    UpdateTrail: { effect: 'redirects or narrows a trail', reduces: changesTrail },
    PutEventSelectors: { effect: 'narrows what a trail records', reduces: narrowsSelectors },
    DeleteEventDataStore: 'deletes an event data store',
    StopEventDataStoreIngestion: 'stops an event data store',
  },
  ec2: { DeleteFlowLogs: 'deletes flow logs' },
  guardduty: {
    DeleteDetector: 'deletes a GuardDuty detector',
    UpdateDetector: { effect: 'disables GuardDuty or part of it', reduces: disablesDetector },
    CreateFilter: { effect: 'archives GuardDuty findings', reduces: archives },
    CreateIPSet: 'makes GuardDuty trust addresses',
    UpdateIPSet: 'makes GuardDuty trust addresses',
    DeletePublishingDestination: 'stops the export of GuardDuty findings',
    DeleteMembers: 'removes accounts from GuardDuty',
    DisassociateMembers: 'detaches accounts from GuardDuty',
    StopMonitoringMembers: 'stops GuardDuty in member accounts',
    DisassociateFromMasterAccount: 'detaches GuardDuty from its administrator',
    DisassociateFromAdministratorAccount: 'detaches GuardDuty from its administrator',
  },
  config: {
    StopConfigurationRecorder: 'stops the Config recorder',
    DeleteConfigurationRecorder: 'deletes the Config recorder',
    DeleteDeliveryChannel: 'deletes the delivery channel of Config',
    DeleteConfigRule: 'deletes a Config rule',
  },
  securityhub: {
    DisableSecurityHub: 'disables Security Hub',
    BatchDisableStandards: 'disables standards of Security Hub',
    DisableImportFindingsForProduct: 'stops findings of a product',
    DisassociateFromAdministratorAccount: 'detaches Security Hub from its administrator',
    DisassociateMembers: 'detaches accounts from Security Hub',
  },
  route53resolver: {
    DisassociateResolverQueryLogConfig: 'stops DNS query logs of a VPC',
    DeleteResolverQueryLogConfig: 'deletes DNS query logs',
  },
  route53: { DeleteQueryLoggingConfig: 'deletes DNS query logs' },
  wafv2: { DeleteLoggingConfiguration: 'stops logs of a web firewall' },
  logs: {
    DeleteLogGroup: 'deletes a log group',
    DeleteLogStream: 'deletes a log stream',
    DeleteSubscriptionFilter: 'stops the forwarding of logs',
    DeleteMetricFilter: 'deletes a metric filter',
  },
  s3: { PutBucketLogging: { effect: 'stops access logs of a bucket', reduces: hasNoTarget } },
  macie2: { DisableMacie: 'disables Macie' },
  inspector2: { Disable: 'disables Inspector' },
  'access-analyzer': { DeleteAnalyzer: 'deletes an access analyzer' },
  detective: { DeleteGraph: 'deletes the behavior graph of Detective' },
  monitoring: {
    DeleteAlarms: 'deletes alarms',
    DisableAlarmActions: 'makes alarms silent',
  },
  events: {
    DisableRule: 'disables an EventBridge rule',
    DeleteRule: 'deletes an EventBridge rule',
    RemoveTargets: 'detaches the targets of an EventBridge rule',
  },
  bedrock: { DeleteModelInvocationLoggingConfiguration: 'stops logs of model calls' },
};

const byAction: ReadonlyMap<string, Reduction> = new Map(
  Object.entries(byService).flatMap(([service, calls]) =>
    Object.entries(calls).map(([name, reduction]): [string, Reduction] => [
      `${service}.amazonaws.com:${name}`,
      typeof reduction === 'string' ? { effect: reduction } : reduction,
    ]),
  ),
);

/** Undefined for a call that leaves logging as it is. `action` is `eventSource:eventName` without a version suffix. */
export function reductionOf(action: string): Reduction | undefined {
  return byAction.get(action);
}

/** Without its record nothing is said of a call that may as well add to logging. */
export function reduces({ reduces: test }: Reduction, record: RawRecord | undefined): boolean {
  if (test === undefined) return true;
  return record !== undefined && test(bag(record['requestParameters']));
}
