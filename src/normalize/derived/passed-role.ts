import type { RawRecord } from '#src/model/cloud-event.ts';
import { accountOf } from '../actor/actor-key.ts';
import { isReadingName } from '../event-name.ts';
import { type Bag, bag, pick, pickText, text } from '../untyped.ts';

/** How deep and how wide a request is searched for a role. Real requests hold it in the first three levels. */
const deepest = 4;
const mostNodes = 500;

/**
 * ARN of the role (or instance profile) that the request hands to a service; undefined when it hands none. The key that
 * holds it differs by service (role, roleArn, executionRoleArn, taskRoleArn, serviceRole, …), so any such key counts.
 */
export function passedRoleOf(record: RawRecord): string | undefined {
  const source = record['eventSource'];
  if (source === 'iam.amazonaws.com' || source === 'sts.amazonaws.com') return undefined;
  if (record['readOnly'] === true || isReadingName(text(record['eventName']))) return undefined;
  const request = bag(record['requestParameters']);
  return instanceProfileOf(record, request) ?? roleIn(request);
}

function instanceProfileOf(record: RawRecord, request: Bag): string | undefined {
  const inner = bag(
    pick(request, 'associateIamInstanceProfileRequest', 'createLaunchTemplateRequest') ?? request,
  );
  const data = bag(pick(inner, 'launchTemplateData') ?? inner);
  const profile = pick(data, 'iamInstanceProfile');
  if (typeof profile === 'string') return profileArn(record, profile);
  const named = pickText(bag(profile), 'arn', 'name');
  return named === '' ? undefined : profileArn(record, named);
}

function profileArn(record: RawRecord, nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `arn:aws:iam::${accountOf(record)}:instance-profile/${nameOrArn}`;
}

/** Breadth first and bounded: the request is the caller's text. */
function roleIn(request: Bag): string | undefined {
  let level: readonly Bag[] = [request];
  let nodes = 0;
  for (let depth = 0; depth < deepest && nodes < mostNodes; depth += 1) {
    const entries = level.flatMap((node) => Object.entries(node)).slice(0, mostNodes);
    const found = entries.find(([key, value]) => isRole(key, value));
    if (found !== undefined) return text(found[1]);
    nodes += entries.length;
    level = entries.map(([, value]) => bag(value));
  }
  return undefined;
}

function isRole(key: string, value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('arn:') || value.length > 2048) return false;
  return value.includes(':role/') && key.toLowerCase().includes('role');
}
