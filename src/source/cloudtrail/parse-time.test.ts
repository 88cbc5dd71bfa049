import { describe, expect, it } from 'vitest';
import { UsageError } from '#src/model/errors.ts';
import { parseTime } from './parse-time.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('parseTime', () => {
  it.each([
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20T02:00:00Z', '2026-11-20T02:00:00.000Z'],
    ['2026-11-20T02:00Z', '2026-11-20T02:00:00.000Z'],
    ['2026-11-20 02:00:00+01:00', '2026-11-20T01:00:00.000Z'],
    ['2026-11-20T02:00:00.123Z', '2026-11-20T02:00:00.123Z'],
    ['24h', '2026-11-20T12:00:00.000Z'],
    ['7d', '2026-11-14T12:00:00.000Z'],
    ['2w', '2026-11-07T12:00:00.000Z'],
    ['90m', '2026-11-21T10:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseTime(text, '--since', now)).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-13-01',
    '2026-02-30',
    '2025-02-29',
    '2026-11-20T25:00:00Z',
    '2026-11-20T02:00:00',
    '20/11/2026',
    '24',
    '-24h',
    '24y',
    '1763683200',
  ])('refuses "%s"', (text) => {
    expect(() => parseTime(text, '--since', now)).toThrow(UsageError);
    expect(() => parseTime(text, '--since', now)).toThrow('--since');
  });
});
