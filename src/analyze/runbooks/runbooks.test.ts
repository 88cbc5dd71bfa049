import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '#src/analyze/evidence.ts';
import { aCallOfAlice, anAlert } from '../../../test/an-alert.ts';
import { runbooks } from './index.ts';

describe('runbooks', () => {
  it('are listed exactly as they lie in their folders', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);

    expect(runbooks.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
  });

  it.each(runbooks)(
    '$id leaves out every command whose values the events do not say',
    (runbook) => {
      const steps = runbook.steps(anAlert(), evidenceOf([{}]));

      const commands = steps.flatMap(({ command }) => command ?? []);
      expect(commands.filter((command) => /undefined|null|\s$|\s\s/.test(command))).toEqual([]);
    },
  );

  it.each(runbooks)('$id keeps what an attacker wrote inside one shell word', (runbook) => {
    const name = "x'; rm -rf / #";
    const request = { userName: name, roleName: name, name, bucketName: name, policyArn: name };
    const record = aCallOfAlice({ requestParameters: request });

    const commands = runbook
      .steps(anAlert(), evidenceOf([record]))
      .flatMap(({ command }) => command ?? []);

    const outside = commands.map((command) => command.replaceAll(/'[^']*'|\\'/g, ''));
    expect(outside.filter((command) => command.includes('rm -rf'))).toEqual([]);
  });
});
