import type { RawRecord } from '#src/model/cloud-event.ts';
import { isAtLeast, lowered, type Severity } from '#src/model/severity.ts';
import { iamActionOf } from '#src/normalize/action.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { type Bag, bag, text } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { isEmergencyIdentity, isKnownAutomation, provenClassOf } from '../proven-actor.ts';

/** Some acts stay grave whatever speaks for them. No analyst, and no model, may go below the level. */
interface HardRule {
  readonly id: string;
  readonly why: string;
  readonly level: Severity;
  /** `service:Action`, separated by spaces: one of them has to have gone through. */
  readonly calls?: string;
  /** What else must hold for such a call. */
  readonly only?: (record: RawRecord, cairn: Bag) => boolean;
  /** What the facts must show. Absent facts show nothing. */
  readonly facts?: (file: CaseFile) => boolean;
}

const isPublic = (_: RawRecord, cairn: Bag) => bag(cairn['exposure'])['public'] === true;
const hasSucceeded = (record: RawRecord) => errorCodeOf(record) === '';
const isRoot = (record: RawRecord) => bag(record['userIdentity'])['type'] === 'Root';

const hardRules: readonly HardRule[] = [
  {
    id: 'root-key-created',
    why: 'an access key of root gives everything to whoever holds it',
    level: 'critical',
    calls: 'iam:CreateAccessKey',
    only: (record) => isRoot(record) && text(bag(record['requestParameters'])['userName']) === '',
  },
  {
    id: 'root-gave-rights',
    why: 'root gave rights, which nothing needs root for',
    level: 'high',
    calls:
      'iam:AttachUserPolicy iam:AttachRolePolicy iam:PutUserPolicy iam:PutRolePolicy iam:CreateUser',
    only: isRoot,
  },
  {
    id: 'logging-stopped',
    why: 'what follows a stopped log cannot be seen',
    level: 'high',
    calls: 'cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:DeleteEventDataStore',
  },
  {
    id: 'detection-removed',
    why: 'what follows cannot be detected',
    level: 'high',
    calls: 'guardduty:DeleteDetector securityhub:DisableSecurityHub',
  },
  {
    id: 'copy-made-public',
    why: 'a copy of a disk or database that anybody may take cannot be called back',
    level: 'high',
    calls:
      'ec2:ModifySnapshotAttribute ec2:ModifyImageAttribute rds:ModifyDBSnapshotAttribute rds:ModifyDBClusterSnapshotAttribute',
    only: isPublic,
  },
  {
    id: 'role-trusts-anyone',
    why: 'anyone on AWS can take the role',
    level: 'high',
    calls: 'iam:CreateRole iam:UpdateAssumeRolePolicy',
    only: (_, cairn) => bag(cairn['trust'])['public'] === true,
  },
  {
    id: 'administrator-by-itself',
    why: 'the actor made itself administrator',
    level: 'high',
    calls: 'iam:AttachUserPolicy iam:AttachRolePolicy iam:PutUserPolicy iam:PutRolePolicy',
    only: (_, cairn) => cairn['self'] === true && bag(cairn['policy'])['adminEquivalent'] === true,
  },
  {
    id: 'organization-left',
    why: 'an account outside the organisation has none of its guardrails',
    level: 'high',
    calls: 'organizations:LeaveOrganization',
  },
  {
    id: 'key-found-in-public',
    why: 'AWS found the key in public',
    level: 'high',
    calls: 'iam:AttachUserPolicy iam:PutUserPolicy',
    only: (record) => {
      const { policyArn, policyName } = bag(record['requestParameters']);
      return /AWSCompromisedKeyQuarantine/.test(`${text(policyArn)} ${text(policyName)}`);
    },
  },
  {
    id: 'keys-about-to-be-destroyed',
    why: 'with the key everything that it encrypts is lost',
    level: 'medium',
    calls: 'kms:ScheduleKeyDeletion',
  },
  {
    id: 'bucket-made-public',
    why: 'anybody can read the bucket',
    level: 'medium',
    calls: 's3:PutBucketPolicy s3:PutBucketAcl',
    only: isPublic,
  },
  {
    id: 'emergency-identity',
    why: 'an identity for emergencies was used',
    level: 'low',
    facts: (file) => isEmergencyIdentity(file) && file.evidence.records.some(hasSucceeded),
  },
  {
    id: 'machine-credentials-outside',
    why: 'credentials of a machine are in somebody else’s hands',
    level: 'high',
    facts: ({ elsewhere }) => elsewhere?.verdict === 'outside-aws',
  },
  {
    id: 'known-attacker',
    why: 'an address or key on a list of known attackers got through',
    level: 'high',
    facts: ({ intelligence, evidence }) =>
      (intelligence?.hits ?? []).some(({ kind }) => kind === 'ip' || kind === 'accessKey') &&
      evidence.records.some(hasSucceeded),
  },
];

export interface HardFloor {
  readonly rule: string;
  readonly level: Severity;
  readonly why: string;
  readonly evidence: readonly string[];
}

/**
 * The level below which nobody may judge this alert, and why; undefined where no hard rule fits. It is one level lower for
 * known automations, and for accounts that are there for trying things out.
 */
export function hardFloorOf(file: CaseFile): HardFloor | undefined {
  const ease = easeOf(file);
  const floors = hardRules
    .flatMap((rule) => floorBy(rule, file) ?? [])
    .map((floor) => ({ ...floor, level: lowered(floor.level, ease) }));
  return floors.reduce<HardFloor | undefined>(
    (highest, each) =>
      highest !== undefined && isAtLeast(highest.level, each.level) ? highest : each,
    undefined,
  );
}

function easeOf(file: CaseFile): number {
  const { alert, config } = file;
  const isService = provenClassOf(file) === 'aws-service';
  const account = config.accounts.find(({ id }) => id === alert.account);
  return Number(isService || isKnownAutomation(file)) + Number(account?.criticality === 0);
}

function floorBy(rule: HardRule, file: CaseFile): HardFloor | undefined {
  const { id, level, why, facts } = rule;
  if (facts !== undefined) {
    const evidence = file.alert.events.slice(0, 1);
    return facts(file) ? { rule: id, level, why, evidence } : undefined;
  }
  const record = file.evidence.records.find((each) => isCall(rule, each, file));
  return record && { rule: id, level, why, evidence: [eventIdOf(record)] };
}

function isCall({ calls = '', only }: HardRule, record: RawRecord, file: CaseFile): boolean {
  if (!calls.split(' ').includes(iamActionOf(record)) || errorCodeOf(record) !== '') return false;
  if (only === undefined) return true;
  return only(record, bag(deriveFields(record, file.settings)['cairn']));
}
