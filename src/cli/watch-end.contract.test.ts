import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const module = new URL('watch-end.ts', import.meta.url).href;

function run(work: string) {
  const script = `void import('${module}').then(async ({ watchEnd }) => {
    const done = watchEnd();
    ${work};
    done();
  })`;
  const cwd = new URL('../..', import.meta.url);
  return spawnSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' });
}

it('work that waits for what never comes has failed', () => {
  const { status, stderr } = run('await new Promise(() => {})');

  expect(status).toBe(1);
  expect(stderr).toContain('cairn: stopped before the work was done');
});

it('work that is done has not', () => {
  expect(run('await new Promise((resolve) => setTimeout(resolve, 1))')).toMatchObject({
    status: 0,
    stderr: '',
  });
});
