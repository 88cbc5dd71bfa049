import { lastSegment } from '../actor/arn.ts';

/**
 * Actions that, on all resources, let their holder become somebody with more rights. After the paths that Rhino Security
 * Labs and Bishop Fox describe.
 * https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 */
export const escalationActions: readonly string[] = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PassRole',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'ssm:SendCommand',
  'ssm:StartSession',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:CreateAccountAssignment',
  'sts:AssumeRole',
];

/** A resource of the kind that an action works on, with a name that only a pattern for all can match. */
export function resourceProbe(action: string): string {
  if (action.endsWith('PolicyVersion')) return 'arn:aws:iam::0:policy/any-policy-at-all';
  if (action.includes('Group')) return 'arn:aws:iam::0:group/any-group-at-all';
  if (action.includes('Role')) return 'arn:aws:iam::0:role/any-role-at-all';
  if (action.startsWith('iam:')) return 'arn:aws:iam::0:user/any-user-at-all';
  const service = action.slice(0, action.indexOf(':'));
  return `arn:aws:${service}:any-region:0:any-kind:any-thing-at-all`;
}

/** Managed policies that make their holder an administrator at once or in one step. */
const adminPolicies: ReadonlySet<string> = new Set([
  'AdministratorAccess',
  'AdministratorAccess-Amplify',
  'IAMFullAccess',
  'PowerUserAccess',
]);

/** Whether an ARN is that of an AWS managed policy (in any partition) which is as good as administrator. */
export function isAdminPolicyArn(arn: string): boolean {
  return /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn) && adminPolicies.has(lastSegment(arn));
}
