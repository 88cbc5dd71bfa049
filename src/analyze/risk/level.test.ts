import { describe, expect, it } from 'vitest';
import type { Severity } from '#src/model/severity.ts';
import { reaches } from './level.ts';

describe('reaches', () => {
  it.each<[Severity, Severity, Severity, boolean]>([
    ['medium', 'critical', 'high', true],
    ['high', 'low', 'high', true],
    ['medium', 'medium', 'high', false],
  ])(
    'takes the worse of severity %s and risk %s for %s: %s',
    (severity, level, floor, expected) => {
      expect(reaches({ severity, risk: { level } }, floor)).toBe(expected);
    },
  );
});
