import { expect, it } from 'vitest';
import { accessLevelOf } from '#src/normalize/access-level/access-level.ts';
import levels from '#src/normalize/access-level/levels.json' with { type: 'json' };
import { levelOfAction } from '#src/normalize/access-level/table.ts';
import { allActions, buildLevelTable } from './access-levels.ts';

it('is up to date with the package that it is made from (node tools/build-access-levels.ts)', async () => {
  expect(levels).toEqual(await buildLevelTable());
});

it('gives every action of the package its own level', async () => {
  const actions = await allActions();

  const wrong = actions.filter(
    ({ service, name, level }) => levelOfAction(service, name) !== level,
  );

  expect(actions.length).toBeGreaterThan(10_000);
  expect(wrong).toEqual([]);
});

it('knows an action by the name that CloudTrail has for it', () => {
  expect(accessLevelOf('s3.amazonaws.com', 'ListBuckets')).toBe('List');
});
