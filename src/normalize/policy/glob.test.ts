import { describe, expect, it } from 'vitest';
import { globMatches } from './glob.ts';

describe('patterns of IAM', () => {
  it.each([
    ['*', 'anything', true],
    ['*', '', true],
    ['', '', true],
    ['', 'x', false],
    ['iam:*', 'iam:passrole', true],
    ['iam:pass*', 'iam:passrole', true],
    ['iam:*role', 'iam:passrole', true],
    ['iam:p?ssrole', 'iam:passrole', true],
    ['iam:passrole', 'iam:passroles', false],
    ['iam:passrole?', 'iam:passrole', false],
    ['s3:*', 'iam:passrole', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b', 'xxbxxa', false],
    ['a**', 'a', true],
  ])('%s matches %s: %s', (pattern, value, expected) => {
    expect(globMatches(pattern, value)).toBe(expected);
  });
});
