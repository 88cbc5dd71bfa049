import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** CloudTrail delivers late, twice and in any order: only event time may matter. */
describe('the result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-order-'));
  const original = join(folder, 'original');
  let files: readonly string[] = [];
  let number = 0;

  beforeAll(() => {
    cairn('generate', original, '--events', '2500', '--days', '4', '--files', '30', '--quiet');
    files = globSync(join(original, '**/*.json.gz')).toSorted();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function cairn(...args: readonly string[]): string {
    return execFileSync(process.execPath, ['bin/cairn.js', ...args], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** The same files under names that sort as `order` says; those in `twice` are delivered again. */
  function deliver(order: readonly string[], twice: readonly string[]): string {
    number += 1;
    const target = join(folder, String(number));
    mkdirSync(target);
    for (const [index, file] of [...order, ...twice].entries()) {
      copyFileSync(file, join(target, `${String(index).padStart(4, '0')}.json.gz`));
    }
    return target;
  }

  it.each([
    { command: 'detect', strip: (text: string) => text },
    { command: 'analyze', strip: withoutDurations },
  ])(
    'of $command does not depend on order, names, threads or second deliveries',
    ({ command, strip }) => {
      const run = (path: string, workers: number) =>
        strip(cairn(command, path, '--format', 'jsonl', '--quiet', '--workers', String(workers)));
      const expected = run(original, 0);

      fc.assert(
        fc.property(
          fc.shuffledSubarray([...files], { minLength: files.length }),
          fc.subarray([...files], { maxLength: 10 }),
          fc.integer({ min: 0, max: 3 }),
          (order, twice, workers) => {
            expect(run(deliver(order, twice), workers)).toBe(expected);
          },
        ),
        { numRuns: 4 },
      );
    },
  );
});

/** How long an enrichment took is a fact about the run, not about the events. */
function withoutDurations(text: string): string {
  return text.replaceAll(/"tookMs":[\d.]+/g, '"tookMs":0');
}
