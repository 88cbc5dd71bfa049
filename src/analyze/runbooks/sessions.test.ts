import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { unwritable } from './cli.ts';
import { endRoleSessions, endUserSessions } from './sessions.ts';

function wordsInShell(command: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' }).split('\n');
}

describe.each([
  ['endRoleSessions', endRoleSessions],
  ['endUserSessions', endUserSessions],
])('%s', (_name, end) => {
  it('refuses the sessions that were opened until the command is run', () => {
    const before = Date.now();

    const policy = JSON.parse(wordsInShell(end('Deploy') ?? '').at(-2) ?? '');

    const time = policy.Statement[0].Condition.DateLessThan['aws:TokenIssueTime'];
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Math.abs(Date.parse(time) - before)).toBeLessThan(60_000);
  });

  it('keeps a name that an attacker chose inside one word', () => {
    const name = `x'"$(echo run)"'`;

    expect(wordsInShell(end(name) ?? '')[4]).toBe(name);
  });

  it('gives no command without a name, and says when the name cannot be written', () => {
    expect(end(undefined)).toBeUndefined();
    expect(end('a\u200bb')).toBe(unwritable);
  });
});
