import { lastSegment } from '../../actor/arn.ts';
import { readPolicy } from '../../policy/document.ts';
import { isAdminPolicyArn } from '../../policy/escalation.ts';
import { grants } from '../../policy/grants.ts';
import { bag, pick, pickText, text } from '../../untyped.ts';
import { clean } from '../changes/words.ts';
import { policyInRequest } from '../request-policies.ts';
import { type Effect, type EffectKind, effect, type Opened, type ReadEffects } from './effect.ts';
import { actionsIn, conditionWords, known, principalsOf } from './principals.ts';

const iam = 'iam.amazonaws.com';

/** Who may become a role from now on. */
export const trustEffects: ReadEffects = (call) => {
  const statements = readPolicy(policyInRequest(call.record, 'trust'));
  if (statements === undefined) return [];
  const role = pickText(call.request, 'roleName');
  return [
    effect({
      kind: 'trust',
      thing: `role ${clean(role)}`,
      resource: role,
      principals: principalsOf(call, statements),
      privileges: ['sts:AssumeRole'],
      conditions: conditionWords(statements),
      replaces: {
        resource: role,
        actions: [`${iam}:UpdateAssumeRolePolicy`, `${iam}:CreateRole`, `${iam}:DeleteRole`],
      },
    }),
  ];
};

/** What the policy document in the request allows those who have it. */
export const documentEffects: ReadEffects = (call) => {
  const statements = readPolicy(policyInRequest(call.record, 'identity'));
  const holder = holderOf(call);
  const name = pickText(call.request, 'policyName') || policyName(call);
  const given = statements === undefined ? undefined : grants(statements);
  const isDraft =
    call.name === 'CreatePolicyVersion' && pick(call.request, 'setAsDefault') !== true;
  const thing = policyThing(call, holder, name);
  return [
    effect({
      kind: 'policy',
      thing,
      resource: holder?.resource ?? policyArn(call),
      principals: holder === undefined ? [] : [known(holder.words)],
      privileges: statements === undefined ? [] : actionsIn(statements),
      adminEquivalent: given?.adminEquivalent ?? false,
      conditions: statements === undefined ? [] : conditionWords(statements),
      ...(isDraft && { sentence: `${thing} has a new version, which is not in force` }),
      replaces: {
        resource: holder?.resource ?? policyArn(call),
        actions: documentWriters(call, holder !== undefined),
      },
    }),
  ];
};

function documentWriters({ source, name }: Opened, isInline: boolean): readonly string[] {
  if (!isInline) return [`${iam}:CreatePolicy`, `${iam}:CreatePolicyVersion`];
  return [`${source}:${name}`, `${source}:${name.replace(/^Put/, 'Delete')}`];
}

function policyThing(call: Opened, holder: Holder | undefined, name: string): string {
  if (holder === undefined) return `policy ${clean(name)}`;
  return call.source === iam
    ? `inline policy ${clean(name)} of ${holder.words}`
    : `inline policy of ${holder.words}`;
}

/** A managed policy that is given to somebody by its name. */
export const attachEffects: ReadEffects = (call) => {
  const holder = holderOf(call);
  const arn = pickText(call.request, 'policyArn', 'managedPolicyArn');
  if (holder === undefined || arn === '') return [];
  const isAws = arn.includes(':iam::aws:policy/');
  const name = clean(lastSegment(arn));
  return [
    effect({
      kind: 'policy',
      thing: `policy ${name} of ${holder.words}`,
      resource: holder.resource,
      principals: [known(holder.words)],
      privileges: [name],
      adminEquivalent: isAdminPolicyArn(arn),
      sentence: `${holder.words} now has policy ${name}`,
      ...(!isAws && {
        explainedBy: {
          resource: arn,
          actions: [`${iam}:CreatePolicy`, `${iam}:CreatePolicyVersion`],
        },
      }),
    }),
  ];
};

/** An older or newer version of a policy comes into force; what it says was written when it was made. */
export const defaultVersionEffects: ReadEffects = (call) => {
  const arn = policyArn(call);
  const version = clean(pickText(call.request, 'versionId'));
  return [
    effect({
      kind: 'policy',
      thing: `policy ${clean(policyName(call))}`,
      resource: arn,
      privileges: [`version ${version}`],
      sentence: `version ${version} of policy ${clean(policyName(call))} is now in force`,
      explainedBy: {
        resource: arn,
        actions: [`${iam}:CreatePolicy`, `${iam}:CreatePolicyVersion`],
      },
    }),
  ];
};

/** Membership gives what the group has, which other calls gave it. */
export const groupEffects: ReadEffects = (call) => {
  const group = pickText(call.request, 'groupName');
  const user = pickText(call.request, 'userName');
  return [
    effect({
      kind: 'policy',
      thing: `group ${clean(group)} of user ${clean(user)}`,
      resource: user,
      principals: [known(`user ${user}`)],
      privileges: [`the rights of group ${clean(group)}`],
      sentence: `user ${clean(user)} now has the rights of group ${clean(group)}`,
      explainedBy: {
        resource: group,
        actions: [`${iam}:AttachGroupPolicy`, `${iam}:PutGroupPolicy`],
      },
    }),
  ];
};

interface Holder {
  readonly words: string;
  readonly resource: string;
}

/** Who has the policy: a user, a role, a group or a permission set of Identity Center. */
export function holderOf({ request }: Opened): Holder | undefined {
  const set = pickText(request, 'permissionSetArn');
  if (set !== '') return { words: `permission set ${clean(lastSegment(set))}`, resource: set };
  for (const kind of ['user', 'role', 'group']) {
    const name = pickText(request, `${kind}Name`);
    if (name !== '') return { words: `${kind} ${clean(name)}`, resource: name };
  }
  return undefined;
}

function policyArn({ request, response }: Opened): string {
  return pickText(request, 'policyArn') || text(bag(pick(response, 'policy'))['arn']);
}

function policyName(call: Opened): string {
  return lastSegment(policyArn(call));
}

const kindsOfSources: ReadonlyMap<string, EffectKind> = new Map([
  ['s3.amazonaws.com', 'bucket-policy'],
  ['kms.amazonaws.com', 'key-policy'],
  ['sqs.amazonaws.com', 'queue-policy'],
  ['sns.amazonaws.com', 'topic-policy'],
  ['lambda.amazonaws.com', 'function-policy'],
  ['secretsmanager.amazonaws.com', 'secret-policy'],
]);

export function policyKindOf(source: string): EffectKind {
  return kindsOfSources.get(source) ?? 'resource-policy';
}

/** Who may use a resource from now on, by a policy that replaces the one before. */
export function resourcePolicyEffects(
  call: Opened,
  thing: string,
  resource: string,
): readonly Effect[] {
  const statements = readPolicy(policyInRequest(call.record, 'resource'));
  if (statements === undefined) return [];
  const { source, name } = call;
  const undoing = name.replace(/^(?:Put|Set|Create|Add|Attach)/, 'Delete');
  return [
    effect({
      kind: policyKindOf(source),
      thing,
      resource,
      principals: principalsOf(call, statements),
      privileges: actionsIn(statements),
      conditions: conditionWords(statements),
      replaces: { resource, actions: [...new Set([`${source}:${name}`, `${source}:${undoing}`])] },
    }),
  ];
}
