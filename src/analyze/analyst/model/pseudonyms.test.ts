import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aModel, aModelAnalyst, anAnswer } from '../../../../test/a-model-analyst.ts';
import { anAnalyzedAlert } from '../../../../test/an-analyzed-alert.ts';
import { openOpinions } from './analyst.ts';
import { namesIn } from './names.ts';
import { pseudonymsFor } from './pseudonyms.ts';

describe('pseudonyms', () => {
  it.each([
    ['account 111122223333', 'account ACCOUNT_1'],
    ['from 203.0.113.9 and 2001:db8::7', 'from IP_1 and IP_2'],
    ['alice@example.com wrote', 'EMAIL_1 wrote'],
    ['key AKIAIOSFODNN7EXAMPLE', 'key KEY_1'],
    ['user alice, not malice', 'user NAME_1, not malice'],
    ['arn:aws:iam::111122223333:user/path/bob.', 'arn:aws:iam::ACCOUNT_1:user/NAME_1/NAME_2.'],
    ['arn:aws:s3:::some-bucket/key', 'arn:aws:s3:::NAME_1/NAME_2'],
    ['arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::ACCOUNT_1:root'],
    ['2026-11-20T02:47:05Z', '2026-11-20T02:47:05Z'],
    ['NAME_1 is a name', 'NAME_1 is a name'],
  ])('hide %s', (text, hidden) => {
    const pseudonyms = pseudonymsFor(['alice']);

    expect(pseudonyms.hide(text)).toBe(hidden);
    expect(pseudonyms.reveal(hidden)).toBe(text);
  });

  it('are not read together with digits that follow', () => {
    const pseudonyms = pseudonymsFor([]);
    const text = `a@b.${'c'.repeat(63)}111122223333 and others`;

    expect(pseudonyms.reveal(pseudonyms.hide(text))).toBe(text);
  });

  it('take back exactly what they replaced, whatever the text is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '111122223333',
        '203.0.113.9',
        'alice',
        'NAME_1',
        'ACCOUNT_2',
        '::1',
        'a@b.cd',
      ),
      fc.constantFrom(
        ' ',
        ':',
        '/',
        'arn:aws:iam::111122223333:user/',
        'AKIAIOSFODNN7EXAMPLE',
        '.',
      ),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const pseudonyms = pseudonymsFor(['alice', 'a.b', '((']);
        const text = pieces.join('');

        expect(pseudonyms.reveal(pseudonyms.hide(text))).toBe(text);
      }),
    );
  });

  it('find names in fields, in facts and in sentences', () => {
    const alert = anAnalyzedAlert({
      accountName: 'prod-payments',
      changes: [
        'Deleted database orders-db in eu-west-1 at 2026-11-20T02:47:05Z, a short-lived one.',
      ],
      facts: {
        x: {
          value: { userName: 'Carol', list: ['arn:aws:iam::111122223333:role/ops/night'] },
          evidence: [],
          coverage: 'ran',
          tookMs: 0,
        },
      },
    });

    expect([...namesIn([alert])]).toEqual(
      expect.arrayContaining(['alice', 'prod-payments', 'orders-db', 'Carol', 'ops', 'night']),
    );
    expect([...namesIn([alert])]).not.toEqual(expect.arrayContaining(['short-lived']));
    expect([...namesIn([alert])]).not.toEqual(expect.arrayContaining(['eu-west-1']));
  });

  it('leave nothing of the organisation in what leaves the machine, and are gone from the answer', async () => {
    const alert = anAnalyzedAlert({
      accountName: 'prod-payments',
      sourceIps: ['198.51.100.24'],
      changes: ['User deploy-bot of 111122223333 was created by alice (alice@example.com).'],
    });
    const { model, questions } = aModel((question) => {
      const [made] = /NAME_\d+ of ACCOUNT_1/.exec(question.prompt) ?? [''];
      const id = /(F\d+) Change/.exec(question.prompt)?.[1] ?? '';
      return anAnswer({ summary: [{ text: `${made} was created.`, facts: [id] }] });
    });

    const [judged] = await openOpinions(
      aModelAnalyst(model),
      new AbortController().signal,
    )([alert]);

    const sent = questions[0]?.prompt ?? '';
    for (const secret of ['111122223333', 'prod-payments', '198.51.100.24', 'deploy-bot', 'alice'])
      expect(sent).not.toContain(secret);
    expect(judged?.analysis.model?.statements[0]?.text).toBe(
      'deploy-bot of 111122223333 was created.',
    );
  });
});
