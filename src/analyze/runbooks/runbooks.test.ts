import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { runbooks } from './index.ts';
import { phases } from './runbook.ts';

const name = "x'; rm -rf / #";
const request = { userName: name, roleName: name, name, bucketName: name, policyArn: name };
const hostile = evidenceOf([
  aCallOfAlice({ requestParameters: { ...request, instanceId: name, keyId: name } }),
]);

describe('runbooks', () => {
  it('are listed exactly as they lie in their folders', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((folder) => folder.name);

    expect(runbooks.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
    expect(runbooks.length).toBeGreaterThanOrEqual(40);
  });

  it.each(runbooks)(
    '$id leaves out every command whose values the events do not say',
    (runbook) => {
      const steps = runbook.steps(anAlert(), evidenceOf([{}]));

      const commands = steps.flatMap(({ command }) => command ?? []);
      expect(commands.filter((command) => /undefined|null|\s$|\s\s/.test(command))).toEqual([]);
    },
  );

  it.each(runbooks)('$id keeps a step whose command cannot be written safely', (runbook) => {
    const invisible = evidenceOf([
      aCallOfAlice({ requestParameters: { ...request, userName: 'bo\u200bb', name: 'bo\u200bb' } }),
    ]);
    const plain = evidenceOf([
      aCallOfAlice({ requestParameters: { ...request, userName: 'bob', name: 'bob' } }),
    ]);
    const kept = (evidence: typeof plain) =>
      runbook.steps(anAlert(), evidence).filter(({ lacksCommand }) => lacksCommand !== true).length;

    expect(kept(invisible)).toBe(kept(plain));
  });

  it.each(runbooks)('$id keeps what an attacker wrote inside one shell word', (runbook) => {
    const steps = runbook.steps(anAlert(), hostile);

    const shell = steps.flatMap(({ command, rollback }) => [command ?? '', rollback ?? '']);
    const outside = shell.map((text) => text.replaceAll(/'[^']*'|\\'/g, ''));
    expect(outside.filter((text) => text.includes('rm -rf'))).toEqual([]);
  });

  it.each(runbooks)(
    '$id says of each step that changes something what it breaks, how it is taken back and who does it',
    (runbook) => {
      const changing = [hostile, evidenceOf([{}])]
        .flatMap((evidence) => runbook.steps(anAlert(), evidence))
        .filter(({ phase }) => phase === 'contain' || phase === 'eradicate');

      for (const { breaks, rollback, owner } of changing) {
        expect(breaks).toMatch(/.{5,}\.$/);
        expect(rollback).toMatch(/^aws |\.$/);
        expect(owner).toBeTruthy();
      }
    },
  );

  it.each(runbooks)('$id ends with telling somebody', (runbook) => {
    const known = runbook.steps(anAlert(), hostile).map(({ phase }) => phase);

    expect(known).toContain('tell');
    expect(known.every((phase) => phases.includes(phase))).toBe(true);
  });
});
