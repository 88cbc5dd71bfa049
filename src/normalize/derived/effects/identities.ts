import { lastSegment } from '../../actor/arn.ts';
import { bag, pickText, text } from '../../untyped.ts';
import { clean } from '../changes/words.ts';
import { targetOf } from '../target.ts';
import { type Effect, effect, type Opened, type ReadEffects } from './effect.ts';
import {
  attachEffects,
  defaultVersionEffects,
  documentEffects,
  groupEffects,
  holderOf,
  trustEffects,
} from './policies.ts';
import { known } from './principals.ts';

/** What a call does to the credentials of a user, in a sentence. */
function credential(say: (user: string, call: Opened) => string, reduces = false): ReadEffects {
  return (call) => {
    const name = targetOf(call.record).user ?? text(bag(call.response['accessKey'])['userName']);
    const user = `user ${clean(name) || '(not named)'}`;
    return [
      effect({
        kind: 'credential',
        thing: user,
        resource: name,
        principals: [known(user)],
        reduces,
        sentence: say(user, call),
      }),
    ];
  };
}

const taken: ReadEffects = (call) => {
  const holder = holderOf(call);
  const name = clean(
    pickText(call.request, 'policyName') || lastPart(pickText(call.request, 'policyArn')),
  );
  const from = holder?.words ?? 'its holder';
  return [
    effect({
      kind: 'policy',
      thing: call.name.startsWith('Detach')
        ? `policy ${name} of ${from}`
        : `inline policy ${name} of ${from}`,
      resource: holder?.resource ?? '',
      reduces: true,
      sentence: `${from} no longer has policy ${name}`,
    }),
  ];
};

const boundaryLifted: ReadEffects = (call) => {
  const holder = holderOf(call);
  const words = holder?.words ?? 'an identity';
  return [
    effect({
      kind: 'policy',
      thing: `permissions boundary of ${words}`,
      resource: holder?.resource ?? '',
      principals: [known(words)],
      sentence: `${words} is no longer limited by a permissions boundary`,
    }),
  ];
};

const assigned: ReadEffects = (call) => {
  const { request } = call;
  const set = pickText(request, 'permissionSetArn');
  const account = pickText(request, 'targetId');
  const who = `${pickText(request, 'principalType').toLowerCase() || 'principal'} ${clean(pickText(request, 'principalId'))}`;
  return [
    effect({
      kind: 'policy',
      thing: `permission set ${lastPart(set)} in account ${clean(account)}`,
      resource: set,
      principals: [known(who)],
      privileges: [`permission set ${lastPart(set)}`],
      sentence: `${who} now has permission set ${lastPart(set)} in account ${clean(account)}`,
      explainedBy: {
        resource: set,
        actions: [
          'sso.amazonaws.com:AttachManagedPolicyToPermissionSet',
          'sso.amazonaws.com:PutInlinePolicyToPermissionSet',
        ],
      },
    }),
  ];
};

/** Who is signed in by a provider is decided there: the account believes it from now on. */
const provider: ReadEffects = (call) => {
  const name = clean(pickText(call.request, 'name', 'url', 'sAMLProviderArn', 'samlProviderArn'));
  return [
    effect({
      kind: 'credential',
      thing: `identity provider ${name}`,
      resource: pickText(call.response, 'sAMLProviderArn', 'openIDConnectProviderArn') || name,
      principals: [known(`identity provider ${name}`)],
      sentence: `identity provider ${name} can now vouch for identities, for every role that trusts it`,
    }),
  ];
};

function lastPart(arn: string): string {
  return clean(lastSegment(arn));
}

function keyStatus(call: Opened): readonly Effect[] {
  const isActive = pickText(call.request, 'status') === 'Active';
  const key = clean(pickText(call.request, 'accessKeyId'));
  const say = (user: string) =>
    isActive
      ? `access key ${key} of ${user} can be used again`
      : `access key ${key} of ${user} can no longer be used`;
  return credential(say, !isActive)(call);
}

/** By IAM's and Identity Center's event names. */
export const identityEffects: ReadonlyMap<string, ReadEffects> = new Map<string, ReadEffects>([
  ['CreateRole', trustEffects],
  ['UpdateAssumeRolePolicy', trustEffects],
  ['AttachUserPolicy', attachEffects],
  ['AttachRolePolicy', attachEffects],
  ['AttachGroupPolicy', attachEffects],
  ['AttachManagedPolicyToPermissionSet', attachEffects],
  ['PutUserPolicy', documentEffects],
  ['PutRolePolicy', documentEffects],
  ['PutGroupPolicy', documentEffects],
  ['PutInlinePolicyToPermissionSet', documentEffects],
  ['CreatePolicy', documentEffects],
  ['CreatePolicyVersion', documentEffects],
  ['SetDefaultPolicyVersion', defaultVersionEffects],
  ['AddUserToGroup', groupEffects],
  ['CreateAccountAssignment', assigned],
  ['DetachUserPolicy', taken],
  ['DetachRolePolicy', taken],
  ['DetachGroupPolicy', taken],
  ['DeleteUserPolicy', taken],
  ['DeleteRolePolicy', taken],
  ['DeleteGroupPolicy', taken],
  ['DeleteUserPermissionsBoundary', boundaryLifted],
  ['DeleteRolePermissionsBoundary', boundaryLifted],
  [
    'CreateAccessKey',
    credential((user, call) => {
      const key = clean(text(bag(call.response['accessKey'])['accessKeyId']));
      return `${key === '' ? 'a new access key' : `access key ${key}`} can now act as ${user}`;
    }),
  ],
  ['UpdateAccessKey', keyStatus],
  ['DeleteAccessKey', credential((user) => `an access key of ${user} no longer works`, true)],
  ['CreateLoginProfile', credential((user) => `${user} can now sign in to the console`)],
  ['UpdateLoginProfile', credential((user) => `${user} can now sign in with a new password`)],
  [
    'DeleteLoginProfile',
    credential((user) => `${user} can no longer sign in to the console`, true),
  ],
  ['DeactivateMFADevice', credential((user) => `${user} needs one second factor less to sign in`)],
  ['CreateSAMLProvider', provider],
  ['UpdateSAMLProvider', provider],
  ['CreateOpenIDConnectProvider', provider],
]);
