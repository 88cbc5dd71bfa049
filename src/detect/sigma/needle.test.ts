import { describe, expect, it } from 'vitest';
import { needleOf } from './needle.ts';
import { parsePattern } from './pattern.ts';

describe('the needle of a pattern', () => {
  it.each([
    ['CreateUser', 'createuser'],
    ['*Create*User?', 'create'],
    ['Zürich-Nord', 'rich-nord'],
    ['C:\\\\temp/files', 'files'],
    ['"quoted"', 'quoted'],
    ['a-1.5e9', 'a-1.5e9'],
    [`${'ab'.repeat(60)}`, 'ab'.repeat(32)],
  ])('of %s is %s', (pattern, expected) => {
    expect(needleOf(parsePattern(pattern))).toBe(expected);
  });

  it.each([
    '*',
    '?',
    'ab',
    'a*b*c',
    '1234',
    '1e21',
    '1E+5',
    '-',
    'Infinity',
    '-infinity',
    'inf',
    'öäü',
  ])('of %s does not exist: it may be written otherwise, or stand anywhere', (pattern) => {
    expect(needleOf(parsePattern(pattern))).toBeUndefined();
  });
});
