import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellLines } from './shell.ts';

describe('a command in lines', () => {
  it('means the same to a shell', () => {
    const word = fc
      .stringMatching(/^[a-z0-9'" $\\]{1,12}$/)
      .map((text) => `'${text.replaceAll("'", String.raw`'\''`)}'`);
    const cases = fc.sample(fc.array(word, { minLength: 1, maxLength: 8 }), 20);
    for (const words of cases) {
      const command = `printf '%s|' ${words.join(' ')}`;
      const broken = shellLines(command, 24).join('\n');

      expect(execFileSync('sh', ['-c', broken])).toEqual(execFileSync('sh', ['-c', command]));
    }
  });
});
