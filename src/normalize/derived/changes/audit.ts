import { type ActTable, all, either, say, when } from './act.ts';

export const cloudtrailActs: ActTable = {
  StopLogging: say('stop the logging of trail {name}'),
  StartLogging: say('start the logging of trail {name}'),
  DeleteTrail: say('delete trail {name}'),
  CreateTrail: say('create trail {name} that logs to bucket {s3BucketName}'),
  UpdateTrail: either(
    all(
      when(
        's3BucketName',
        undefined,
        say('send the logs of trail {name} to bucket {s3BucketName}'),
      ),
      when('isMultiRegionTrail', 'false', say('limit trail {name} to one region')),
      when(
        'enableLogFileValidation',
        'false',
        say('disable the log file validation of trail {name}'),
      ),
      when(
        'includeGlobalServiceEvents',
        'false',
        say('drop the global service events from trail {name}'),
      ),
    ),
    say('change trail {name}'),
  ),
  PutEventSelectors: say('change which events trail {trailName} records'),
  PutInsightSelectors: say('change the Insights events of trail {trailName}'),
  LookupEvents: say('search the event history'),
  DeleteEventDataStore: say('delete event data store {eventDataStore}'),
  StopEventDataStoreIngestion: say('stop the ingestion of event data store {eventDataStore}'),
  DeregisterOrganizationDelegatedAdmin: say(
    'remove delegated administrator {delegatedAdminAccountId} of CloudTrail',
  ),
};

export const configActs: ActTable = {
  StopConfigurationRecorder: say('stop configuration recorder {configurationRecorderName}'),
  DeleteConfigurationRecorder: say('delete configuration recorder {configurationRecorderName}'),
  PutConfigurationRecorder: say('change configuration recorder {configurationRecorder.name}'),
  DeleteDeliveryChannel: say('delete the delivery channel {deliveryChannelName} of Config'),
  PutDeliveryChannel: say('change the delivery channel {deliveryChannel.name} of Config'),
  DeleteConfigRule: say('delete Config rule {configRuleName}'),
  DeleteConfigurationAggregator: say('delete Config aggregator {configurationAggregatorName}'),
  DeleteConformancePack: say('delete conformance pack {conformancePackName}'),
};

export const guarddutyActs: ActTable = {
  DeleteDetector: say('delete GuardDuty detector {detectorId}'),
  UpdateDetector: either(
    when('enable', 'false', say('disable GuardDuty detector {detectorId}')),
    say('change GuardDuty detector {detectorId}'),
  ),
  CreateDetector: say('create GuardDuty detector {detectorId}'),
  CreateFilter: either(
    when('action', 'ARCHIVE', say('archive GuardDuty findings by filter {name}')),
    say('create GuardDuty filter {name}'),
  ),
  UpdateFilter: say('change GuardDuty filter {filterName}'),
  CreateIPSet: say('create trusted IP list {name} of GuardDuty from {location}'),
  UpdateIPSet: say('change trusted IP list {ipSetId} of GuardDuty to {location}'),
  DeleteThreatIntelSet: say('delete threat intelligence set {threatIntelSetId} of GuardDuty'),
  ArchiveFindings: say('archive GuardDuty findings {findingIds}'),
  DeletePublishingDestination: say('stop exporting GuardDuty findings to {destinationId}'),
  DisassociateFromMasterAccount: say(
    'detach GuardDuty detector {detectorId} from its administrator',
  ),
  DisassociateFromAdministratorAccount: say(
    'detach GuardDuty detector {detectorId} from its administrator',
  ),
  DisassociateMembers: say('detach accounts {accountIds} from GuardDuty'),
  DeleteMembers: say('remove accounts {accountIds} from GuardDuty'),
  StopMonitoringMembers: say('stop monitoring accounts {accountIds} with GuardDuty'),
};

export const securityhubActs: ActTable = {
  DisableSecurityHub: say('disable Security Hub'),
  DisableSecurityHubV2: say('disable Security Hub'),
  BatchDisableStandards: say('disable Security Hub standards {standardsSubscriptionArns}'),
  UpdateStandardsControl: either(
    when('controlStatus', 'DISABLED', say('disable Security Hub control {standardsControlArn}')),
    say('change Security Hub control {standardsControlArn}'),
  ),
  BatchUpdateFindings: say('change the state of Security Hub findings {findingIdentifiers.id}'),
  DisassociateFromAdministratorAccount: say('detach Security Hub from its administrator'),
  DeleteMembers: say('remove accounts {accountIds} from Security Hub'),
  DisassociateMembers: say('detach accounts {accountIds} from Security Hub'),
  DeleteActionTarget: say('delete Security Hub action {actionTargetArn}'),
  DeleteInsight: say('delete Security Hub insight {insightArn}'),
};

export const logsActs: ActTable = {
  DeleteLogGroup: say('delete log group {logGroupName}'),
  DeleteLogStream: say('delete log stream {logStreamName} of log group {logGroupName}'),
  PutRetentionPolicy: say(
    'set the retention of log group {logGroupName}, in days, to {retentionInDays}',
  ),
  DeleteRetentionPolicy: say('keep log group {logGroupName} for ever'),
  PutSubscriptionFilter: say('send log group {logGroupName} to {destinationArn}', {
    principal: 'destinationArn',
  }),
  DeleteSubscriptionFilter: say(
    'delete subscription filter {filterName} of log group {logGroupName}',
  ),
  DeleteMetricFilter: say('delete metric filter {filterName} of log group {logGroupName}'),
  DisassociateKmsKey: say('remove the KMS key from log group {logGroupName}'),
};

export const monitoringActs: ActTable = {
  DeleteAlarms: say('delete alarms {alarmNames}'),
  DisableAlarmActions: say('silence alarms {alarmNames}'),
  SetAlarmState: say('set alarm {alarmName} to {stateValue} by hand'),
};

export const resolverActs: ActTable = {
  DeleteResolverQueryLogConfig: say(
    'delete Resolver query logging configuration {resolverQueryLogConfigId}',
  ),
  DisassociateResolverQueryLogConfig: say(
    'stop Resolver query logging configuration {resolverQueryLogConfigId} of VPC {resourceId}',
  ),
  DisassociateFirewallRuleGroup: say(
    'remove DNS firewall rule group {firewallRuleGroupAssociationId} from its VPC',
  ),
};

export const analyzerActs: ActTable = {
  DeleteAnalyzer: say('delete access analyzer {analyzerName}'),
  CreateArchiveRule: say('archive findings of access analyzer {analyzerName} by rule {ruleName}'),
};

export const macieActs: ActTable = {
  DisableMacie: say('disable Macie'),
  UpdateMacieSession: say('set Macie to {status}'),
};

export const inspectorActs: ActTable = {
  CreateFilter: either(
    when('action', 'SUPPRESS', say('suppress Inspector findings by filter {name}')),
    say('create Inspector filter {name}'),
  ),
  Disable: say('disable Inspector for {resourceTypes}'),
};

export const detectiveActs: ActTable = { DeleteGraph: say('delete Detective graph {graphArn}') };

export const wafActs: ActTable = {
  DeleteWebACL: say('delete web ACL {name}'),
  DisassociateWebACL: say('remove the web ACL from {resourceArn}'),
  DeleteLoggingConfiguration: say('stop the logging of web ACL {resourceArn}'),
};
