import { type Evidence, evidenceOf } from '../../evidence.ts';
import { forEach, inEachRegion } from '../by-region.ts';
import { cli, lookupEvents } from '../cli.ts';
import { defineRunbook, type Step, step } from '../runbook.ts';
import { succeeded } from '../succeeded.ts';

/** A user was made or taken over so that somebody can come back. */
export const backdoorUser = defineRunbook({
  id: 'backdoor-user',
  title: 'A user was created or taken over',
  appliesTo: {
    rules: [
      'account-access-removed',
      'admin-user-created',
      'iam-console-*',
      'iam-credentials-of-another-user-removed',
      'iam-name-looks-like-aws',
      'iam-password-policy-weakened',
      'iam-user-created*',
      's3-browser-changes-identities',
    ],
    actions: ['iam:CreateUser', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
  },

  steps: inEachRegion(({ region }, evidence) => {
    const { text, texts } = evidence;
    const users = texts('requestParameters.userName', 'responseElements.user.userName');
    const who = users.slice(0, 5).join(', ') || 'the user';
    return [
      ...userNames(succeeded(evidence, 'iam:CreateUser')).map(refuseAll),
      ...userNames(succeeded(evidence, 'iam:CreateLoginProfile iam:UpdateLoginProfile')).map(
        takePassword,
      ),
      ...keysMade(evidence).flatMap((made) => keySteps(region, made)),
      ...forEach(users, (user) =>
        step('preserve', 'Write down the policies of the user before they change.', {
          command: cli`aws iam list-attached-user-policies --user-name ${user}`,
        }),
      ),
      ...forEach(users, (user) =>
        step('investigate', 'Read what the user itself did since.', {
          command: lookupEvents(region, 'Username', user),
        }),
      ),
      step('investigate', 'Read what else was done with the credential that made the change.', {
        command: lookupEvents(region, 'AccessKeyId', text('userIdentity.accessKeyId')),
      }),
      ...userNames(succeeded(evidence, 'iam:CreateUser')).map(deleteUser),
      ...forEach(users, (user) =>
        step('verify', 'Check which keys are left.', {
          command: cli`aws iam list-access-keys --user-name ${user}`,
        }),
      ),
      step(
        'tell',
        `Tell the person to whom ${who} belongs, if there is one, that a new password and second factor are needed.`,
      ),
    ];
  }),
});

const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';

function userNames({ texts }: Evidence): readonly string[] {
  return texts('requestParameters.userName');
}

function refuseAll(user: string): Step {
  return step('contain', `Refuse everything to the new user ${user} until its owner is known.`, {
    command: cli`aws iam attach-user-policy --user-name ${user} --policy-arn ${denyAll}`,
    breaks: `Whatever already works as ${user}.`,
    rollback:
      cli`aws iam detach-user-policy --user-name ${user} --policy-arn ${denyAll}` ||
      'Detach the policy AWSDenyAll from the user.',
    owner: 'identity team',
  });
}

function takePassword(user: string): Step {
  return step('contain', `Take the console password of ${user} away.`, {
    command: cli`aws iam delete-login-profile --user-name ${user}`,
    breaks: `${user} can no longer sign in to the console.`,
    rollback: 'Set a new password with aws iam create-login-profile; the old one is gone.',
    owner: 'identity team',
  });
}

interface KeyMade {
  readonly user: string | undefined;
  readonly key: string;
}

/** Each key with the user it was made for: one event may hold the user that another event does not name. */
function keysMade(evidence: Evidence): readonly KeyMade[] {
  return succeeded(evidence, 'iam:CreateAccessKey').records.flatMap((record) => {
    const { text } = evidenceOf([record]);
    const key = text('responseElements.accessKey.accessKeyId');
    const user = text('responseElements.accessKey.userName', 'requestParameters.userName');
    return key === undefined ? [] : { user, key };
  });
}

function keySteps(region: string, { user, key }: KeyMade): readonly Step[] {
  return [
    step('contain', `Switch off the new key of ${user ?? 'the user'}.`, {
      command: cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Inactive`,
      breaks: 'Programs that already use the new key.',
      rollback:
        cli`aws iam update-access-key --user-name ${user} --access-key-id ${key} --status Active` ||
        'Set the key to Active again.',
      owner: 'identity team',
    }),
    step('investigate', 'Read what was done with the new key.', {
      command: lookupEvents(region, 'AccessKeyId', key),
    }),
    step('eradicate', 'Delete the key that was made, once what it did is known.', {
      command: cli`aws iam delete-access-key --user-name ${user} --access-key-id ${key}`,
      breaks: 'Programs that use the key.',
      rollback: 'None: a key that was deleted cannot come back; create a new one.',
      owner: 'identity team',
    }),
  ];
}

/** Only a user that the calls of the alert made is theirs to delete: others had an owner before. */
function deleteUser(user: string): Step {
  return step(
    'eradicate',
    `Delete ${user} when nobody owns it: first its keys, policies and groups.`,
    {
      command: cli`aws iam delete-user --user-name ${user}`,
      breaks: `Whatever works as ${user}; the call is refused while keys or policies are left.`,
      rollback: 'Create the user again under the same name; its keys and id cannot come back.',
      owner: 'identity team',
    },
  );
}
