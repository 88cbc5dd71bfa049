import { describe, expect, it } from 'vitest';
import { shellWords } from './shell-words.ts';

describe('shellWords', () => {
  it.each([
    ['aws iam  list-users', ['aws', 'iam', 'list-users']],
    ["--name 'a b'c", ['--name', 'a bc']],
    ["'it'\\''s'", ["it's"]],
    ['--x="a \\" b"', ['--x=a " b']],
    ['--t="$(date -u +%Y-%m-%dT%H:%M:%SZ)"', ['--t=the present time']],
    ["''", ['']],
    ['', []],
  ])('parts %s', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it.each(['a; b', 'a | b', '$(x)', '"$(x)"', '`x`', "'open", 'a > b', 'a\nb', 'a & b', 'x*'])(
    'refuses what a shell would act on: %s',
    (line) => {
      expect(shellWords(line)).toBeUndefined();
    },
  );
});
