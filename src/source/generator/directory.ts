import { accessKeyId } from './access-key-id.ts';
import type { Role, User } from './caller.ts';
import type { Account, Organization } from './organization.ts';
import { createRandom } from './random.ts';

/** Who exists in the organisation. Names lead to the same ids wherever they are asked for, in ordinary work and in attacks. */

export function roleOf(
  organization: Organization,
  account: Account,
  name: string,
  path = '/',
): Role {
  const random = createRandom(organization.seed, `role ${account.id} ${name}`);
  return { account: account.id, name, path, id: `AROA${random.letters(17)}` };
}

/** One role an account and permission set, as IAM Identity Center makes them. */
export function ssoRoleOf(
  organization: Organization,
  account: Account,
  permissionSet: string,
): Role {
  const random = createRandom(organization.seed, `permission set ${account.id} ${permissionSet}`);
  const name = `AWSReservedSSO_${permissionSet}_${random.hex(16)}`;
  return roleOf(organization, account, name, '/aws-reserved/sso.amazonaws.com/eu-west-1/');
}

export interface KeyedUser extends User {
  /** The long-lived access key that the user's program has. */
  readonly accessKey: string;
}

export function userOf(organization: Organization, account: Account, name: string): KeyedUser {
  const random = createRandom(organization.seed, `user ${account.id} ${name}`);
  const id = `AIDA${random.letters(17)}`;
  return { account: account.id, name, id, accessKey: accessKeyId(random, 'AKIA', account.id) };
}
