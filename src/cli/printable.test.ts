import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  it.each([
    { what: 'an escape sequence', text: '\u001b[2Jgone', shown: '\\u{1b}[2Jgone' },
    { what: 'a right-to-left override', text: 'a\u202eb', shown: 'a\\u{202e}b' },
    { what: 'a carriage return', text: 'a\rb', shown: 'a\\u{d}b' },
    { what: 'a line separator', text: 'a\u2028b', shown: 'a\\u{2028}b' },
    { what: 'a lone surrogate', text: 'a\ud800b', shown: 'a\\u{d800}b' },
    { what: 'ordinary text of any language', text: 'grün 日本\nzwei', shown: 'grün 日本\nzwei' },
  ])('shows $what', ({ text, shown }) => {
    expect(printable(text)).toBe(shown);
  });
});
