import { describe, expect, it } from 'vitest';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { evidenceOf } from '../evidence.ts';
import { composeRunbook } from './compose.ts';
import { type ChangeDetails, defineRunbook, type Runbook, type Step, step } from './runbook.ts';

function aRunbook(id: string, appliesTo: Runbook['appliesTo'], ...steps: readonly Step[]): Runbook {
  return defineRunbook({ id, title: id, appliesTo, steps: () => steps });
}

const change: ChangeDetails = {
  breaks: 'Nothing.',
  rollback: 'None.',
  owner: 'incident lead',
};

function contain(text: string, ...commands: [command?: string | undefined]): Step {
  const command = commands.length === 0 ? {} : { command: commands[0] };
  return step('contain', text, { ...change, ...command });
}

const fallback = aRunbook('fallback', {}, step('tell', 'Tell somebody.'));
const alert = anAlert({ severity: 'low', rule: { id: 'x', name: 'iam-user-created' } });
const evidence = evidenceOf([aCallOfAlice({ eventName: 'CreateUser' })]);

function compose(...runbooks: readonly Runbook[]) {
  return composeRunbook(runbooks, fallback, alert, evidence);
}

describe('composeRunbook', () => {
  it('orders the steps as a responder works, whatever runbook they come from', () => {
    const one = aRunbook('one', { rules: ['iam-*'] }, step('tell', 'T'), contain('C1'));
    const two = aRunbook(
      'two',
      { actions: ['iam:CreateUser'] },
      step('verify', 'V'),
      contain('C2'),
    );

    const { ids, steps } = compose(two, one);

    expect(ids).toEqual(['one', 'two']);
    expect(steps.filter(({ phase }) => phase !== 'preserve').map((each) => each.step)).toEqual([
      'C1',
      'C2',
      'V',
      'T',
    ]);
  });

  it('gives a step that two runbooks share once', () => {
    const one = aRunbook('one', { rules: ['iam-*'] }, contain('Delete it.', 'aws x'));
    const two = aRunbook('two', { rules: ['iam-*'] }, contain('Remove it.', 'aws x'));

    const { steps } = compose(one, two);

    expect(steps.filter(({ phase }) => phase === 'contain')).toEqual([
      { phase: 'contain', step: 'Delete it.', command: 'aws x', ...change },
    ]);
  });

  it('asks a runbook for the tactic only when nothing fits better', () => {
    const byTactic = aRunbook('tactic', { tactics: ['persistence'] }, step('tell', 'T'));
    const persisting = {
      ...alert,
      techniques: [{ id: 'T1136.003', name: 'Cloud Account', tactic: 'persistence' }],
    };

    const alone = composeRunbook([byTactic], fallback, persisting, evidence);
    const beside = composeRunbook(
      [byTactic, aRunbook('one', { rules: ['iam-*'] })],
      fallback,
      persisting,
      evidence,
    );

    expect(alone.ids).toEqual(['tactic']);
    expect(beside.ids).toEqual(['one']);
  });

  it('falls back, so that every alert has steps', () => {
    expect(compose()).toMatchObject({
      ids: ['fallback'],
      steps: [{ phase: 'preserve' }, { phase: 'verify' }, { step: 'Tell somebody.' }],
    });
  });

  it('leaves out a step about another call, unless its phase would have none', () => {
    const one = aRunbook(
      'one',
      { rules: ['iam-*'] },
      contain('C1', 'aws x'),
      contain('C2', undefined),
      step('verify', 'V', { command: undefined }),
    );

    const told = compose(one).steps.filter(({ phase }) => ['contain', 'verify'].includes(phase));
    expect(told.map((each) => each.step)).toEqual(['C1', 'V']);
  });

  it('takes nothing back that was refused', () => {
    const refused = evidenceOf([aCallOfAlice({ eventName: 'CreateUser', errorCode: 'Denied' })]);
    const one = aRunbook('one', { rules: ['iam-*'] }, contain('C'), step('investigate', 'I'));

    const { steps } = composeRunbook([one], fallback, alert, refused);

    expect(steps.map(({ phase }) => phase)).toEqual(['investigate', 'tell']);
  });

  it('keeps evidence, checks and tells even where no runbook says so', () => {
    const one = aRunbook('one', { rules: ['iam-*'] }, contain('C'));

    expect(compose(one).steps.map(({ phase }) => phase)).toEqual([
      'contain',
      'preserve',
      'verify',
      'tell',
    ]);
  });

  it('takes a runbook that the facts ask for beside those for the rule', () => {
    const costly = aRunbook('costly', { when: ({ facts }) => 'cost' in facts }, contain('Stop.'));
    const one = aRunbook('one', { rules: ['iam-*'] }, contain('C'));

    expect(compose(one, costly).ids).toEqual(['one']);
    expect(
      composeRunbook(
        [costly, one],
        fallback,
        { ...alert, facts: { cost: { evidence: [], coverage: 'ran', tookMs: 0 } } },
        evidence,
      ).ids,
    ).toEqual(['one', 'costly']);
  });

  it('says in which account the caller’s key is switched off when it is another one', () => {
    const abroad = { ...alert, severity: 'high', account: '444455556666' } as const;

    const { steps } = composeRunbook([], fallback, abroad, evidence);

    expect(steps[0]?.command).toContain('aws iam update-access-key');
    expect(steps[0]?.step).toContain('Run this in account 111122223333');
  });

  it('switches the key off once, where the alert is serious or the runbook asks for it', () => {
    const mild = aRunbook('mild', { rules: ['iam-*'] }, contain('C'));
    const keyOff = (runbook: Runbook) =>
      compose(runbook).steps.filter(({ command }) => command?.includes('update-access-key'));

    expect(keyOff(mild)).toEqual([]);
    expect(keyOff({ ...mild, stopsActor: true })).toEqual([
      expect.objectContaining({
        rollback:
          'aws iam update-access-key --user-name alice --access-key-id AKIAIOSFODNN7EXAMPLE --status Active',
        owner: 'identity team',
      }),
    ]);
  });

  it.each([
    ['arn:aws:iam::111122223333:user/alice', 'iam-user', 'aws iam update-access-key'],
    ['arn:aws:iam::111122223333:role/Deploy', 'role', 'aws:TokenIssueTime'],
  ] as const)('begins with the credentials of %s when it is serious', (key, kind, command) => {
    const serious = anAlert({ severity: 'high', actor: { ...anAlert().actor, key, kind } });

    const { steps } = composeRunbook([], fallback, serious, evidence);

    expect(steps[0]?.phase).toBe('contain');
    expect(steps[0]?.command).toContain(command);
  });
});
