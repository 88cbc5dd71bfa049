import type { RawRecord } from '#src/model/cloud-event.ts';
import { issuerOf, roleArnOf } from '../actor/actor-key.ts';
import { lastSegment } from '../actor/arn.ts';
import { type Bag, bag, pickText, text } from '../untyped.ts';

/** Identities and policies that a call is about, by name; a field is absent where the call is not about such a thing. */
export interface Target {
  readonly user?: string;
  readonly role?: string;
  readonly group?: string;
  readonly policyArn?: string;
  readonly accessKey?: string;
}

/** IAM calls that are about the caller where the request names no user. */
const aboutCaller: ReadonlySet<string> = new Set([
  'CreateAccessKey',
  'UpdateAccessKey',
  'DeleteAccessKey',
  'GetUser',
  'GetLoginProfile',
  'CreateLoginProfile',
  'ChangePassword',
  'ListAccessKeys',
  'CreateServiceSpecificCredential',
  'UploadSigningCertificate',
]);

export function targetOf(record: RawRecord): Target {
  const request = bag(record['requestParameters']);
  const name = text(record['eventName']);
  const source = record['eventSource'];
  if (source !== 'iam.amazonaws.com' && source !== 'sts.amazonaws.com') return {};
  const target = {
    user: pickText(request, 'userName') || callerOf(record, name),
    role: pickText(request, 'roleName') || lastSegment(pickText(request, 'roleArn')),
    group: pickText(request, 'groupName'),
    policyArn: pickText(request, 'policyArn') || createdPolicy(record, name),
    accessKey: pickText(request, 'accessKeyId') || createdKey(record, name),
  };
  return withoutEmpty(target);
}

/** Whether the call is about the very user, role or key that made it. */
export function isSelf(record: RawRecord, target: Target): boolean {
  const identity = bag(record['userIdentity']);
  const role = lastSegment(roleArnOf(identity));
  if (target.role !== undefined && record['eventSource'] === 'iam.amazonaws.com') {
    return target.role === role;
  }
  if (target.user !== undefined) return role === '' && target.user === userOf(identity);
  return target.accessKey !== undefined && target.accessKey === identity['accessKeyId'];
}

function callerOf(record: RawRecord, name: string): string {
  if (!aboutCaller.has(name) || record['eventSource'] !== 'iam.amazonaws.com') return '';
  return userOf(bag(record['userIdentity']));
}

/** An IAM user's name, also behind a session of GetFederationToken. */
function userOf(identity: Bag): string {
  if (identity['type'] === 'Root') return 'root';
  return text(identity['userName']) || text(issuerOf(identity)['userName']);
}

function createdPolicy(record: RawRecord, name: string): string {
  if (name !== 'CreatePolicy') return '';
  return pickText(bag(bag(record['responseElements'])['policy']), 'arn');
}

function createdKey(record: RawRecord, name: string): string {
  if (name !== 'CreateAccessKey') return '';
  return pickText(bag(bag(record['responseElements'])['accessKey']), 'accessKeyId');
}

function withoutEmpty(target: Readonly<Record<string, string>>): Target {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== ''));
}
