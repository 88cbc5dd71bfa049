import { describe, expect, it } from 'vitest';
import { shellLines } from './shell.ts';

describe('a command in lines', () => {
  it('is broken before an option, and keeps what is quoted whole', () => {
    const policy = `'{"Action": "*",  "Resource": "*"}'`;
    const lines = shellLines(
      `aws iam put-role-policy --role-name ops --policy-document ${policy}`,
      44,
    );

    expect(lines).toEqual([
      'aws iam put-role-policy --role-name ops \\',
      `  --policy-document ${policy}`,
    ]);
  });

  it('keeps the lines that it has', () => {
    expect(shellLines('aws a\n\naws b', 80)).toEqual(['aws a', 'aws b']);
  });
});
