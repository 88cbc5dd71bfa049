import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** The same input is told in the same words: an alert can be compared with that of yesterday's run. */
describe('two runs of analyze', () => {
  function analyze(format: string): string {
    return execFileSync(
      process.execPath,
      [
        'bin/cairn.js',
        'analyze',
        'samples/AWSLogs',
        ...['--config', 'samples/cairn.yaml', '--format', format, '--quiet'],
      ],
      { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] },
    );
  }

  it('differ in nothing but how long their enrichments took', () => {
    const [one, other] = [analyze('json'), analyze('json')];

    expect(one).toContain('"tookMs"');
    expect(withoutDurations(other)).toBe(withoutDurations(one));
  }, 60_000);

  it.each(['html', 'sarif'])(
    'give the same %s',
    (format) => {
      expect(analyze(format)).toBe(analyze(format));
    },
    60_000,
  );
});

function withoutDurations(text: string): string {
  return text.replaceAll(/"tookMs": *[\d.]+/g, '"tookMs":0');
}
