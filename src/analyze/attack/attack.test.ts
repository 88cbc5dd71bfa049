import { describe, expect, it } from 'vitest';
import { actionTechniques } from './action-techniques.ts';
import { currentId, readTags, techniqueOf } from './attack.ts';
import { techniquesOf } from './techniques-of.ts';

describe('ids of older versions', () => {
  it.each([
    ['t1562.008', 'T1685.002'],
    ['T1562.001', 'T1685'],
    ['T1562.007', 'T1686.001'],
    ['T1098.003', 'T1098.003'],
    ['T9999', 'T9999'],
    ['', ''],
  ])('%s is now %s', (old, now) => {
    expect(currentId(old)).toBe(now);
  });
});

describe('readTags', () => {
  it.each([
    [['attack.t1098.003', 'attack.privilege-escalation'], ['T1098.003'], ['privilege-escalation']],
    [
      ['attack.T1562.008', 'attack.defense_evasion'],
      ['T1685.002'],
      ['stealth', 'defense-impairment'],
    ],
    [['attack.t1562.001', 'attack.t1089'], ['T1685'], []],
    [['cve.2021-1', 'attack.g0007', 'attack.', 'attack.t1'], [], []],
  ])('%j', (tags, techniques, tactics) => {
    expect(readTags(tags)).toEqual({ techniques, tactics });
  });
});

describe('techniquesOf', () => {
  it('takes the tactic that the rule names', () => {
    const found = techniquesOf({
      tags: ['attack.t1098.003', 'attack.privilege-escalation'],
      actions: [],
    });

    expect(found).toMatchObject([{ id: 'T1098.003', tactic: 'privilege-escalation' }]);
  });

  it('leaves the one call of an alert to its rule', () => {
    const tags = ['attack.t1098.001'];

    expect(techniquesOf({ tags, actions: ['iam:AttachUserPolicy'] })).toHaveLength(1);
  });

  it('adds what further calls show', () => {
    const found = techniquesOf({
      tags: ['attack.t1098.001'],
      actions: ['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:Unheard'],
    });

    expect(found.map(({ id, why }) => [id, why])).toEqual([
      ['T1098.001', 'named by the rule'],
      ['T1098.003', 'shown by iam:AttachUserPolicy'],
      ['T1136.003', 'shown by iam:CreateUser'],
    ]);
  });

  it.each([...new Set(actionTechniques.values())])('knows %s by name', (id) => {
    expect(techniqueOf(id)?.tactics.length).toBeGreaterThan(0);
  });
});
