import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { bar, toWidth, wrap } from './layout.ts';

describe('toWidth', () => {
  it.each([
    ['short', 8, 'short   '],
    ['exactly8', 8, 'exactly8'],
    ['much too long', 8, 'much to…'],
    ['北京北京北京', 8, '北京北… '],
  ])('makes %s %i columns wide', (text, width, fitted) => {
    expect(toWidth(text, width)).toBe(fitted);
  });
});

describe('wrap', () => {
  it('breaks at spaces and keeps every word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/)),
        fc.integer({ min: 8, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width);

          expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('bar', () => {
  it.each([
    [0, '░░░░'],
    [0.5, '██░░'],
    [0.6, '██▍░'],
    [1, '████'],
    [7, '████'],
    [-1, '░░░░'],
  ])('draws %d', (share, drawn) => {
    expect(bar(share, 4)).toBe(drawn);
  });
});
