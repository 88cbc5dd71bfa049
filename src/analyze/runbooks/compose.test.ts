import { describe, expect, it } from 'vitest';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { evidenceOf } from '../evidence.ts';
import { composeRunbook } from './compose.ts';
import { defineRunbook, type Runbook, type Step, step } from './runbook.ts';

function aRunbook(id: string, appliesTo: Runbook['appliesTo'], ...steps: readonly Step[]): Runbook {
  return defineRunbook({ id, title: id, appliesTo, steps: () => steps });
}

const fallback = aRunbook('fallback', {}, step('tell', 'Tell somebody.'));
const alert = anAlert({ severity: 'low', rule: { id: 'x', name: 'iam-user-created' } });
const evidence = evidenceOf([aCallOfAlice({ eventName: 'CreateUser' })]);

function compose(...runbooks: readonly Runbook[]) {
  return composeRunbook(runbooks, fallback, alert, evidence);
}

describe('composeRunbook', () => {
  it('orders the steps as a responder works, whatever runbook they come from', () => {
    const one = aRunbook('one', { rules: ['iam-*'] }, step('tell', 'T'), step('contain', 'C1'));
    const two = aRunbook(
      'two',
      { actions: ['iam:CreateUser'] },
      step('verify', 'V'),
      step('contain', 'C2'),
    );

    const { ids, steps } = compose(two, one);

    expect(ids).toEqual(['one', 'two']);
    expect(steps.map((each) => each.step)).toEqual(['C1', 'C2', 'V', 'T']);
  });

  it('gives a step that two runbooks share once', () => {
    const one = aRunbook('one', { rules: ['iam-*'] }, step('contain', 'Delete it.', 'aws x'));
    const two = aRunbook('two', { rules: ['iam-*'] }, step('contain', 'Remove it.', 'aws x'));

    expect(compose(one, two).steps).toEqual([
      { phase: 'contain', step: 'Delete it.', command: 'aws x' },
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
    expect(compose()).toMatchObject({ ids: ['fallback'], steps: [{ step: 'Tell somebody.' }] });
  });

  it('leaves out a step about another call, unless its phase would have none', () => {
    const one = aRunbook(
      'one',
      { rules: ['iam-*'] },
      step('contain', 'C1', 'aws x'),
      step('contain', 'C2', undefined),
      step('verify', 'V', undefined),
    );

    expect(compose(one).steps.map((each) => each.step)).toEqual(['C1', 'V']);
  });

  it('takes nothing back that was refused', () => {
    const refused = evidenceOf([aCallOfAlice({ eventName: 'CreateUser', errorCode: 'Denied' })]);
    const one = aRunbook(
      'one',
      { rules: ['iam-*'] },
      step('contain', 'C'),
      step('investigate', 'I'),
    );

    const { steps } = composeRunbook([one], fallback, alert, refused);

    expect(steps.map(({ phase }) => phase)).toEqual(['investigate', 'tell']);
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
