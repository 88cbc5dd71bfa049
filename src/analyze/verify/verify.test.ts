import { describe, expect, it } from 'vitest';
import { readAnswer } from '../analyst/model/answer.ts';
import { faultOfSentence } from './sentence.ts';
import { type VerifyContext, verifyAnswer } from './verify.ts';

const facts = new Map([
  [
    'F1',
    'Alert A1: Administrator policy attached; events=3; first 2026-11-20T02:47:05.000Z; last 2026-11-20T02:49:00.000Z; account 111122223333 (prod-payments); region eu-west-1; risk by Cairn high (62 of 100)',
  ],
  [
    'F2',
    'Actor: deploy-bot; kind iam-user; class ci; key arn:aws:iam::111122223333:user/deploy-bot',
  ],
  [
    'F3',
    'Change: User deploy-bot was created with iam:CreateUser and given AdministratorAccess (arn:aws:iam::aws:policy/AdministratorAccess) by iam:AttachUserPolicy.',
  ],
  ['F4', 'Source addresses: 203.0.113.9, 2001:db8::7'],
  ['F5', 'credentials keyId=AKIAIOSFODNN7EXAMPLE ageDays=412 mfa=false'],
  ['F6', 'Enrichments that looked: credentials, change; skipped: cost; failed: network'],
  ['F7', 'Technique T1098.003 Additional Cloud Roles (persistence): shown by iam:AttachUserPolicy'],
]);

const context: VerifyContext = {
  facts,
  ran: new Set(['credentials', 'change']),
  steps: new Set(['R1', 'R2']),
  alerts: new Set(['A1']),
  techniques: ['T1098.003'],
  actions: ['iam:CreateUser', 'iam:AttachUserPolicy'],
  hardRule: undefined,
  isSteered: false,
};

describe('a sentence', () => {
  it.each([
    ['The user deploy-bot was created and given AdministratorAccess.', ['F3']],
    [
      'deploy-bot acted from 203.0.113.9 and 2001:db8::7 at 02:47 UTC on 20 November 2026.',
      ['F1', 'F2', 'F4'],
    ],
    ['Three events were seen on Friday, between 02:47 and 02:49.', ['F1']],
    [
      'At 2:47 AM the policy arn:aws:iam::aws:policy/AdministratorAccess was attached.',
      ['F1', 'F3'],
    ],
    ['The access key AKIAIOSFODNN7EXAMPLE is 412 days old and was used without MFA.', ['F5']],
    [
      'Attaching a policy with iam:AttachUserPolicy is T1098.003, a way to keep long-lived, cross-account access.',
      ['F3', 'F7'],
    ],
    ['It is not known from which country the calls came, because network failed.', ['F6']],
    [
      'Next, the actor may create access keys and read secrets; check CloudTrail for further calls.',
      ['F3'],
    ],
    ['The account prod-payments in eu-west-1 is concerned.', ['F1']],
    ['The account is concerned (F1).', ['F1']],
    ['The account is business-critical, and the user is a CI one.', ['F1', 'F2']],
    ['This is consistent with stolen credentials of deploy-bot.', ['F2']],
    ['GuardDuty findings of the same time may tell more.', ['F1']],
  ])('is kept: %s', (text, cited) => {
    expect(faultOfSentence({ text, facts: cited }, context)).toBeUndefined();
  });

  it.each([
    ['deploy-bot was created.', [], 'cites no fact'],
    ['deploy-bot was created.', ['F99'], 'cites a fact that does not exist'],
    ['', ['F1'], 'is empty or too long'],
    ['a '.repeat(300), ['F1'], 'is empty or too long'],
    ['See https://evil.example.com/report for details.', ['F1'], 'holds a link, HTML or Markdown'],
    ['<img src=x onerror=alert(1)>', ['F1'], 'holds a link, HTML or Markdown'],
    ['Click [here](example.com).', ['F1'], 'holds a link, HTML or Markdown'],
    ['**Benign**', ['F1'], 'holds a link, HTML or Markdown'],
    ['The user `deploy-bot` acted.', ['F2'], 'holds a link, HTML or Markdown'],
    ['The user deploy\u202ebot acted.', ['F2'], 'holds a link, HTML or Markdown'],
    ['It is ＜b＞bold＜/b＞.', ['F2'], 'holds a link, HTML or Markdown'],
    ['The user\u2800acted.', ['F2'], 'holds a link, HTML or Markdown'],
    ['See evil․example․com for more.', ['F2'], 'names something that its facts do not'],
    ['See evil。example for more.', ['F2'], 'names something that its facts do not'],
    ['The account 𝟗𝟗𝟗𝟗𝟖𝟖𝟖𝟖𝟕𝟕𝟕𝟕 acted.', ['F2'], 'names a number that its facts do not'],
    [
      'It uses arn:aws:iam::111122223333:role/admin for that.',
      ['F2'],
      'names an ARN that its facts do not',
    ],
    [
      'It uses arn:aws:iam::111122223333:user/deploy for that.',
      ['F2'],
      'names an ARN that its facts do not',
    ],
    ['The calls came from 198.51.100.77.', ['F4'], 'names an address that its facts do not'],
    ['The calls came from 203.0.113.90.', ['F4'], 'names an address that its facts do not'],
    ['The calls came from 2001:db8::8.', ['F4'], 'names an address that its facts do not'],
    ['The key is 90 days old.', ['F5'], 'names a number that its facts do not'],
    ['There were 9 calls from there.', ['F4'], 'names a number that its facts do not'],
    ['Seven events were seen.', ['F1'], 'names a number that its facts do not'],
    ['It happened at 03:47.', ['F1'], 'names a time that its facts do not'],
    ['It happened on 21 November 2026.', ['F1'], 'names a time that its facts do not'],
    ['It happened on a Sunday.', ['F1'], 'names a time that its facts do not'],
    ['It then called iam:CreateAccessKey.', ['F3'], 'names an action that its facts do not'],
    ['It then called DeleteTrail.', ['F3'], 'names an action that its facts do not'],
    ['The actor exfiltrated data.', ['F3'], 'names an action that its facts do not'],
    ['The trail was deleted.', ['F2'], 'names an action that its facts do not'],
    ['The role break-glass-admin2 did this.', ['F2'], 'names something that its facts do not'],
    ['The work of Mallory is evident.', ['F2'], 'names something that its facts do not'],
    ['The host evil.example.com is behind it.', ['F2'], 'names something that its facts do not'],
    ['It was "approved by security".', ['F2'], 'quotes what its facts do not say'],
    ['The network was a hosting provider’s.', ['F6'], 'speaks of an enrichment that did not run'],
    ['The costs are known.', ['F6'], 'speaks of an enrichment that did not run'],
    ['The calls came from a hosting provider.', ['F4'], 'speaks of an enrichment that did not run'],
    ['This is expensive for the owner.', ['F3'], 'speaks of an enrichment that did not run'],
    ['A user was created for the user backdoor.', ['F3'], 'names something that its facts do not'],
    ['The user admin was created.', ['F3'], 'names something that its facts do not'],
    ['GuardDuty saw it.', ['F1'], 'names an action that its facts do not'],
    ['Root was used.', ['F2'], 'names an action that its facts do not'],
    ['It was approved.', ['F2'], 'names an action that its facts do not'],
    ['The account is concerned, says F4.', ['F1'], 'names something that its facts do not'],
    ['The actor deploy-bot used NAME_7 too.', ['F2'], 'names something that its facts do not'],
  ])('is removed: %s', (text, cited, reason) => {
    expect(faultOfSentence({ text, facts: cited }, context)).toBe(reason);
  });
});

function anAnswer(fields: Record<string, unknown> = {}) {
  const answer = readAnswer({
    summary: [{ text: 'The user deploy-bot was created.', facts: ['F3'] }],
    risky: [],
    benign: [],
    outlook: [],
    techniques: [],
    runbook: [],
    risks: [],
    verdict: { verdict: 'undetermined', text: 'The facts leave both open.', facts: ['F1'] },
    ...fields,
  });
  if (answer === undefined) throw new Error('this is an answer');
  return answer;
}

describe('an answer', () => {
  it('keeps what holds, and counts what does not', () => {
    const answer = anAnswer({
      risky: [
        { text: 'The key is 412 days old.', facts: ['F5'] },
        { text: 'The key is 412 days old.', facts: ['F5'] },
        { text: 'The key is 500 days old.', facts: ['F5'] },
        'not a sentence',
      ],
    });

    const verified = verifyAnswer(answer, context);

    expect(verified.statements.map(({ text }) => text)).toEqual([
      'The user deploy-bot was created.',
      'The key is 412 days old.',
    ]);
    expect(verified.checked).toBe(6);
    expect(verified.removed).toEqual([
      'repeats another',
      'names a number that its facts do not',
      'is not in the agreed shape',
    ]);
  });

  it.each([
    ['T1098.003', undefined],
    ['T1098.001', undefined],
    ['T1562.008', 'names a technique that ATT&CK v19 does not have for clouds'],
    ['T9999', 'names a technique that ATT&CK v19 does not have for clouds'],
    ['T1485', 'names a technique that does not fit the calls'],
  ])('judges the technique %s', (id, reason) => {
    const answer = anAnswer({
      techniques: [{ id, text: 'A policy was attached to the user.', facts: ['F3'] }],
    });

    const { techniques, removed } = verifyAnswer(answer, context);

    expect(removed[0]).toBe(reason);
    expect(techniques).toHaveLength(reason === undefined ? 1 : 0);
  });

  it('takes steps from the catalogue only, and risks for its alerts only', () => {
    const verified = verifyAnswer(
      anAnswer({
        runbook: [
          { step: 'R2', text: 'First take the rights away.', facts: ['F3'] },
          { step: 'R9', text: 'Then delete the account.', facts: ['F3'] },
        ],
        risks: [
          { alert: 'A1', level: 'critical', text: 'A user was given all rights.', facts: ['F3'] },
          { alert: 'A2', level: 'low', text: 'Nothing was changed here.', facts: ['F1'] },
        ],
      }),
      context,
    );

    expect(verified.steps.map(({ step }) => step)).toEqual(['R2']);
    expect(verified.risks.map(({ alert }) => alert)).toEqual(['A1']);
    expect(verified.removed).toHaveLength(2);
  });

  it.each([
    [{}, 'benign', undefined],
    [{ hardRule: 'critical' }, 'benign', 'gives a verdict that a hard rule forbids'],
    [{ hardRule: 'critical' }, 'authorised test', 'gives a verdict that a hard rule forbids'],
    [{ hardRule: 'critical' }, 'malicious', undefined],
    [
      { isSteered: true },
      'benign',
      'gives a verdict in favour of an actor whose texts address the model',
    ],
  ])('with %o the verdict %s: %s', (fields, verdict, reason) => {
    const answer = anAnswer({ verdict: { verdict, text: 'The facts say so.', facts: ['F1'] } });

    expect(verifyAnswer(answer, { ...context, ...fields }).removed[0]).toBe(reason);
  });
});
