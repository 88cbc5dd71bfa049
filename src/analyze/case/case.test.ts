import { describe, expect, it } from 'vitest';
import { FirstSeen } from '#src/enrich/first-seen/schema.ts';
import type { Case, CaseAlert } from '#src/model/case.ts';
import { aValueOf } from '../../../test/a-value-of.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { aConfig } from '../../../test/builders.ts';
import { caseRisk } from './case-risk.ts';
import { collectCases } from './collect.ts';
import { withCommands } from './hunts.ts';
import type { JoinedAlert, JoinedCase } from './joined-case.ts';
import { compareCases } from './order.ts';

const alice = 'arn:aws:iam::111122223333:user/alice';
const config = aConfig({ accounts: [{ id: '111122223333', name: 'production' }] });
const start = Date.UTC(2026, 10, 20, 9);

function aMember(id: string, minute: number, fields: Partial<JoinedAlert> = {}): JoinedAlert {
  return {
    id,
    title: `Alert ${id}`,
    severity: 'medium',
    time: start + minute * 60_000,
    account: '111122223333',
    actor: alice,
    ...fields,
  };
}

function aCaseAlert(id: string): CaseAlert {
  const found = told({}, []).alerts[0];
  if (found === undefined) throw new Error('a case has alerts');
  return { ...found, id };
}

const techniques = (tactic: string, id = 'T1078.004') => [{ id, name: 'A technique', tactic }];

function told(joined: Partial<JoinedCase>, alerts: Parameters<typeof anAnalyzedAlert>[0][]): Case {
  const members = joined.members ?? [aMember('a', 0), aMember('b', 5)];
  const collector = collectCases(
    [{ id: 'case-1', links: [], through: [], ...joined, members }],
    config,
  );
  for (const alert of alerts) collector.add(anAnalyzedAlert(alert));
  const [found] = collector.cases('./data');
  if (found === undefined) throw new Error('one case was joined');
  return found;
}

describe('a case', () => {
  it('tells tactics in the order in which they were reached, and what usually follows', () => {
    const found = told({}, [
      { id: 'a', techniques: techniques('persistence', 'T1136.003') },
      { id: 'b', techniques: [...techniques('initial-access'), ...techniques('persistence')] },
    ]);

    expect(
      found.story.map(({ tactic, time, alerts }) => [tactic, time.slice(11, 16), alerts]),
    ).toEqual([
      ['persistence', '09:00', ['a', 'b']],
      ['initial-access', '09:05', ['b']],
    ]);
    expect(found.next.map(({ tactic }) => tactic)).toEqual([
      'privilege-escalation',
      'defense-impairment',
      'impact',
      'discovery',
    ]);
    expect(found.title).toBe('alice: persistence and initial access in production');
  });

  it('shows quieted members as what they are, and is not judged by them', () => {
    const quiet = aMember('b', 5, { severity: 'critical', suppressed: 'known scanner' });

    const found = told({ members: [aMember('a', 0), quiet] }, [{ id: 'a' }]);

    expect(found).toMatchObject({ severity: 'medium', count: 2 });
    expect(found.alerts[1]).toMatchObject({ id: 'b', suppressed: 'known scanner', score: 0 });
    expect(found.narrative).toContain('One of them was quieted by a filter');
  });

  it('has the risk of its worst alert and a little for its reach', () => {
    const members = [aMember('a', 0), aMember('b', 5, { account: '444455556666' })];

    const { risk } = told({ members }, [{ id: 'a' }, { id: 'b' }]);

    expect(risk.parts.map(({ points, alert }) => [points, alert])).toEqual([
      [62, 'a'],
      [1, undefined],
      [0.5, undefined],
    ]);
    expect(risk).toMatchObject({ score: 63.5, level: 'high' });
  });

  it.each([
    [70, 78.5, 78.5],
    [120, 128.5, 94.16],
    [160, 168.5, 96.31],
  ])('whose worst alert has %i points has %d at most', (points, most, score) => {
    const alerts = ['a', 'b'].map((id, index) => ({ ...aCaseAlert(id), points: points - index }));

    const risk = caseRisk(alerts, 12, 12);

    expect(risk).toMatchObject({ sum: most, score });
    expect(risk.parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(most);
  });

  it('stands before others of the same risk when more is behind it', () => {
    const cases = [104, 160, 130].map((points) => ({
      ...told({}, []),
      id: `${points}`,
      risk: caseRisk([{ ...aCaseAlert('a'), score: 100, points }], 1, 1),
    }));

    expect(cases.toSorted(compareCases).map(({ id }) => id)).toEqual(['160', '130', '104']);
  });

  it('calls that alert the riskiest which is the most severe', () => {
    const members = [aMember('a', 0), aMember('b', 5, { severity: 'critical' })];
    const judged = { ...anAnalyzedAlert().analysis.risk, score: 100 };
    const collector = collectCases([{ id: 'case-1', links: [], through: [], members }], config);
    collector.add(anAnalyzedAlert({ id: 'a' }, { risk: judged }));
    collector.add(anAnalyzedAlert({ id: 'b' }));

    const [found] = collector.cases('./data');

    expect(found?.narrative).toContain('The riskiest alert is “Alert b” (62 of 100).');
  });

  it('tells what reached a tactic, not what came days later', () => {
    const members = [aMember('a', 0), aMember('b', 5 * 24 * 60)];

    const { narrative } = told({ members }, [
      { id: 'a', techniques: techniques('initial-access') },
      { id: 'b', techniques: techniques('initial-access') },
    ]);

    expect(narrative).toContain('It began with initial access at 2026-11-20 09:00: Alert a.');
  });

  it('does not say which tactic came first of those that one alert reached', () => {
    const { narrative } = told({}, [
      { id: 'a', techniques: [...techniques('impact'), ...techniques('defense-impairment')] },
      { id: 'b', techniques: techniques('exfiltration') },
    ]);

    expect(narrative).toContain(
      'It began with defense impairment and impact together at 2026-11-20 09:00: Alert a.',
    );
    expect(narrative).toContain('Then came exfiltration at 2026-11-20 09:05: Alert b.');
  });

  it('names whom it passed through', () => {
    const hub = 'arn:aws:iam::444455556666:role/hub';

    expect(told({ through: [hub] }, []).through).toEqual([hub]);
  });

  it('asks for each tactic that usually follows whether it did, in any account', () => {
    const { next } = told({}, [{ id: 'a', techniques: techniques('collection') }]);

    expect(next.map(({ tactic }) => tactic)).toEqual(['exfiltration', 'impact']);
    expect(next[0]).toMatchObject({
      question: 'Did exfiltration follow, in any account?',
      command: expect.stringMatching(
        /^cairn hunt --data \.\/data --action ec2:ModifySnapshotAttribute,[\w:,]+ --since 2026-11-20T09:00:00Z$/,
      ),
    });
  });

  it('asks for calls by the names that people type', () => {
    const value = aValueOf(FirstSeen, 'iam.amazonaws.com:CreateUser');
    const fact = { coverage: 'ran' as const, evidence: [], tookMs: 1, value };

    const { hunts } = told({}, [{ id: 'a', facts: { 'first-seen': fact } }]);

    expect(hunts.map(({ question }) => question)).toContain(
      'Who else called iam:CreateUser, in any account, at that time?',
    );
  });

  it('asks what it leaves open, in commands that a shell hands on as they are', () => {
    const actor = "arn:aws:iam::111122223333:user/o'hara; rm -rf $HOME";
    const members = [aMember('a', 0, { actor }), aMember('b', 5, { actor })];
    const links = [{ by: 'ip' as const, value: '203.0.113.9', alerts: ['a', 'b'] }];

    const { hunts } = told({ members, links }, []);

    expect(hunts.map(({ command }) => command)).toEqual([
      "cairn hunt --data ./data --actor 'arn:aws:iam::111122223333:user/o'\\''hara; rm -rf $HOME' --since 2026-11-19T09:00:00Z",
      'cairn hunt --data ./data --ip 203.0.113.9 --since 2026-10-21T09:00:00Z',
    ]);
  });

  it('asks by its own id what cannot be written on a command line', () => {
    const links = [
      { by: 'resource' as const, value: 'arn:aws:s3:::\u001b[2Jx', alerts: ['a', 'b'] },
    ];

    const { hunts } = told({ links }, []);

    expect(hunts.at(-1)).toMatchObject({
      ask: { resource: 'arn:aws:s3:::\u001b[2Jx' },
      command: 'cairn hunt --data ./data --case case-1',
    });
    expect(hunts.at(-1)?.question).not.toContain('\u001b');
  });

  it('names the data folder where it is now', () => {
    const moved = withCommands(told({}, []), '/srv/logs here');

    expect(moved.hunts[0]?.command).toContain("--data '/srv/logs here' ");
    expect(moved.next.every(({ command }) => command?.includes("--data '/srv/logs here' "))).toBe(
      true,
    );
  });
});
