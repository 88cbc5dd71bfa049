import { describe, expect, it } from 'vitest';
import type { RawRecord } from '#src/model/cloud-event.ts';
import {
  aDetection,
  alertsOf,
  anAssumeRole,
  anIamUser,
  aRecord,
  aRoleSession,
  prodAccount,
  type SessionFields,
  strangeAccount,
  toolsAccount,
} from '../builders.ts';

const jump: SessionFields = {
  role: 'Jump',
  session: 'ann',
  key: 'ASIAJUMPEXAMPLE00001',
  account: toolsAccount,
};
const admin: SessionFields = { role: 'Admin', session: 'work', key: 'ASIAADMINEXAMPLE0001' };

const ann = anIamUser('ann', toolsAccount);
const toJump = anAssumeRole(ann, jump, { eventTime: '2026-03-03T10:00:00Z' });
const shared = { eventTime: '2026-03-03T10:05:00Z', sharedEventID: 'shared-1' };
const callersCopy = anAssumeRole(aRoleSession(jump), admin, {
  ...shared,
  recipientAccountId: toolsAccount,
});
/** What the account of the role sees of a caller from another one. */
const ownersCopy = anAssumeRole(
  { type: 'AWSAccount', principalId: 'AROAEXAMPLE:ann', accountId: toolsAccount },
  admin,
  shared,
);
const act = aRecord({
  eventTime: '2026-03-03T10:10:00Z',
  eventName: 'StopLogging',
  eventSource: 'cloudtrail.amazonaws.com',
  requestParameters: { name: 'main-trail' },
  userIdentity: aRoleSession(admin),
});

async function actorIn(events: readonly RawRecord[], of = act) {
  const [alert] = await alertsOf({ events, signals: [aDetection(of)] });
  return alert?.actor;
}

describe('a chain of roles over two accounts', () => {
  it('leads from the user who began it to the role that acted', async () => {
    const actor = await actorIn([toJump, callersCopy, ownersCopy, act]);

    expect(actor?.chain.map(({ name, account, how }) => [name, account, how])).toEqual([
      ['ann', toolsAccount, 'first identity'],
      ['Jump', toolsAccount, 'AssumeRole'],
      ['Admin', prodAccount, 'AssumeRole'],
    ]);
    expect(actor?.chainComplete).toBe(true);
    expect(actor?.chain[2]?.time).toBe('2026-03-03T10:05:00.000Z');
  });

  it('names the account whose trail is missing when only the owner’s copy is there', async () => {
    const actor = await actorIn([toJump, ownersCopy, act]);

    expect(actor?.chainComplete).toBe(false);
    expect(actor?.chainGap).toContain(`the trail of account ${toolsAccount} is missing`);
    expect(actor?.chain.map(({ name }) => name)).toEqual([`account ${toolsAccount}`, 'Admin']);
  });

  it('says which key nobody issued when the first hop is not in the history', async () => {
    const actor = await actorIn([callersCopy, ownersCopy, act]);

    expect(actor?.chainComplete).toBe(false);
    expect(actor?.chain[0]).toMatchObject({ name: 'Jump', how: 'unknown' });
    expect(actor?.chainGap).toContain(`issued access key ${jump.key}`);
  });

  it('does not go round for ever when sessions assume each other', async () => {
    const back = anAssumeRole(aRoleSession(admin), jump, { eventTime: '2026-03-03T10:05:00Z' });
    const forth = anAssumeRole(aRoleSession(jump), admin, { eventTime: '2026-03-03T10:05:00Z' });

    const actor = await actorIn([back, forth, act]);

    expect(actor?.chainGap).toContain('circle');
  });

  it('tells of tries that were refused', async () => {
    const refused = anAssumeRole(
      aRoleSession(admin),
      { ...admin, role: 'Owner' },
      { errorCode: 'AccessDenied', responseElements: null, eventTime: '2026-03-03T10:06:00Z' },
    );

    const [alert] = await alertsOf({
      events: [toJump, callersCopy, refused, act],
      signals: [aDetection(act)],
    });

    expect(alert?.analysis.narrative).toContain('was refused 1 role assumption before');
    expect(alert?.analysis.risk.factors.map(({ name }) => name)).toContain('chain');
  });

  it('finds the caller in the other copy when the rule matched only the owner’s', async () => {
    const actor = await actorIn([toJump, callersCopy, ownersCopy], ownersCopy);

    expect(actor?.chain.map(({ name }) => name)).toEqual(['ann', 'Jump']);
    expect(actor?.chainComplete).toBe(true);
  });

  it('alerts once for the two copies of one call, in the account that was acted on', async () => {
    const alerts = await alertsOf({
      events: [toJump, callersCopy, ownersCopy],
      signals: [aDetection(ownersCopy), aDetection(callersCopy)],
    });

    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ account: prodAccount, count: 1 });
    expect(alerts[0]?.actor.chain.map(({ name }) => name)).toEqual(['ann', 'Jump']);
  });
});

describe('a chain over three accounts that begins with a person', () => {
  const sso = 'AWSReservedSSO_Operations_0123456789abcdef';
  const start = { role: sso, session: 'ann@example.com', key: 'ASIASSOEXAMPLE000001' };
  const hub = { ...jump, session: 'ann' };
  const target = { ...admin, account: strangeAccount };
  const signedIn = anAssumeRole(
    { type: 'SAMLUser', principalId: 'x:ann@example.com', userName: 'ann@example.com' },
    start,
    { eventName: 'AssumeRoleWithSAML', eventTime: '2026-03-03T09:00:00Z' },
  );
  const hop = (from: SessionFields, to: SessionFields, minute: string) => {
    const fields = { eventTime: `2026-03-03T10:${minute}:00Z`, sharedEventID: `shared-${minute}` };
    const bare = { type: 'AWSAccount', principalId: 'AROAEXAMPLE:x', accountId: from.account };
    return [
      anAssumeRole(aRoleSession(from), to, { ...fields, recipientAccountId: from.account }),
      anAssumeRole(bare, to, fields),
    ];
  };
  const last = aRecord({
    eventTime: '2026-03-03T10:30:00Z',
    recipientAccountId: strangeAccount,
    userIdentity: aRoleSession(target),
  });
  const events = [
    signedIn,
    ...hop({ ...start, account: prodAccount }, hub, '10'),
    ...hop(hub, target, '20'),
    last,
  ];

  it.each([
    ['in order', events],
    ['in disorder', events.toReversed()],
    ['twice', [...events, ...events.toReversed()]],
  ])('is the same when the events come %s', async (_how, delivered) => {
    const actor = await actorIn(delivered, last);

    expect(actor?.chain.map(({ name, account }) => [name, account])).toEqual([
      ['ann@example.com', undefined],
      [sso, prodAccount],
      ['Jump', toolsAccount],
      ['Admin', strangeAccount],
    ]);
    expect(actor?.chainComplete).toBe(true);
    expect(actor?.chain.map(({ time }) => time).slice(1)).toEqual([
      '2026-03-03T09:00:00.000Z',
      '2026-03-03T10:10:00.000Z',
      '2026-03-03T10:20:00.000Z',
    ]);
  });

  it('breaks where a trail is missing, and names its account', async () => {
    const owners = events.filter((event) => event['recipientAccountId'] !== toolsAccount);

    const actor = await actorIn(owners, last);

    expect(actor?.chainComplete).toBe(false);
    expect(actor?.chainGap).toContain(toolsAccount);
  });
});

describe('a role that was switched to in the console', () => {
  it('leads to the user who switched, though no key was issued', async () => {
    const switched = aRecord({
      eventTime: '2026-03-03T10:00:00Z',
      eventSource: 'signin.amazonaws.com',
      eventName: 'SwitchRole',
      userIdentity: { ...aRoleSession(admin), accessKeyId: undefined },
      additionalEventData: { SwitchFrom: `arn:aws:iam::${toolsAccount}:user/ann` },
    });
    const used = aRecord({
      eventTime: '2026-03-03T10:10:00Z',
      userIdentity: aRoleSession({ ...admin, key: 'ASIACONSOLEEXAMPLE01' }),
    });

    const actor = await actorIn([switched, used], used);

    expect(actor?.chain.map(({ name, how }) => [name, how])).toEqual([
      ['ann', 'first identity'],
      ['Admin', 'SwitchRole'],
    ]);
  });
});

describe('first identities that no event made', () => {
  it('are users who took a token for a federated session', async () => {
    const identity = {
      type: 'FederatedUser',
      arn: `arn:aws:sts::${prodAccount}:federated-user/guest`,
      accountId: prodAccount,
      accessKeyId: 'ASIAFEDERATEDEXAMPLE',
      sessionContext: {
        sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${prodAccount}:user/ann` },
      },
    };

    const actor = await actorIn([], aRecord({ userIdentity: identity }));

    expect(actor?.chain.map(({ name }) => name)).toEqual(['ann', 'guest']);
    expect(actor?.chainComplete).toBe(true);
  });

  it('are people of Identity Center, by the name that it gives the session', async () => {
    const role = 'AWSReservedSSO_Admin_0123456789abcdef';
    const identity = aRoleSession({
      role,
      session: 'ann@example.com',
      key: 'ASIASSOEXAMPLE000001',
    });

    const actor = await actorIn([], aRecord({ userIdentity: identity }));

    expect(actor).toMatchObject({ kind: 'sso', name: 'ann@example.com', chainComplete: true });
    expect(actor?.chain.map(({ name }) => name)).toEqual(['ann@example.com', role]);
  });

  it('are workflows of GitHub, by the subject of their token', async () => {
    const deploy = { role: 'Deploy', session: 'GitHubActions', key: 'ASIAGITHUBEXAMPLE001' };
    const subject = 'repo:example/shop:ref:refs/heads/main';
    const assume = anAssumeRole(
      {
        type: 'WebIdentityUser',
        principalId: `arn:aws:iam::${prodAccount}:oidc-provider/token.actions.githubusercontent.com:sts.amazonaws.com:${subject}`,
        userName: subject,
        identityProvider: `arn:aws:iam::${prodAccount}:oidc-provider/token.actions.githubusercontent.com`,
      },
      deploy,
      { eventName: 'AssumeRoleWithWebIdentity', eventTime: '2026-03-03T11:00:00Z' },
    );
    const used = aRecord({ userIdentity: aRoleSession(deploy) });

    const actor = await actorIn([assume, used], used);

    expect(actor?.chainComplete).toBe(true);
    expect(actor?.chain[0]?.name).toBe(subject);
    expect(actor?.chain[1]).toMatchObject({ name: 'Deploy', how: 'AssumeRoleWithWebIdentity' });
  });

  it('are instances, by what EC2 writes about the credentials that it delivered', async () => {
    const session = aRoleSession({ role: 'Web', session: 'i-0abc', key: 'ASIAEC2EXAMPLE000001' });
    const context = { ...session.sessionContext, ec2RoleDelivery: '2.0' };

    const actor = await actorIn(
      [],
      aRecord({ userIdentity: { ...session, sessionContext: context } }),
    );

    expect(actor?.chain.map(({ name }) => name)).toEqual(['EC2 instance i-0abc', 'Web']);
    expect(actor?.chainComplete).toBe(true);
  });
});
