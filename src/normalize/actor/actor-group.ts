import { lastSegment } from './arn.ts';

/** What an actor shares with others, read from its key alone. */
export interface ActorGroup {
  /** ARN of the role that several people use; '' when the key names no person behind a role. */
  readonly role: string;
  /** Name of the permission set that made the role, the same in every account; '' for other roles. */
  readonly permissionSet: string;
}

const ssoPrefix = 'AWSReservedSSO_';

/** IAM Identity Center names its roles `AWSReservedSSO_<permission set>_<random>`, one for each account. */
export function actorGroupOf(actorKey: string): ActorGroup {
  const hash = actorKey.indexOf('#');
  const role = hash === -1 ? '' : actorKey.slice(0, hash);
  const name = lastSegment(hash === -1 ? actorKey : role);
  const end = name.lastIndexOf('_');
  const isSso = name.startsWith(ssoPrefix) && end > ssoPrefix.length;
  return { role, permissionSet: isSso ? name.slice(ssoPrefix.length, end) : '' };
}
