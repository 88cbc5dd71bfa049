import { describe, expect, it } from 'vitest';
import type { ClaimKind } from './claim.ts';
import type { Knowledge } from './knowledge.ts';
import { isSupported } from './support.ts';

const known: Knowledge = {
  words: [
    'arn:aws:sts::111122223333:assumed-role/deploy/run-7',
    '203.0.113.9',
    'createuser',
    'deploy-bot',
    '02:00',
  ].join('\n'),
  numbers: [
    { path: 'count', value: 3 },
    { path: 'facts.cost.value.perDay.low', value: 82.4 },
    { path: 'facts.resource.value.bytes', value: 1_234_000 },
  ],
  times: [Date.parse('2026-11-19T07:47:12Z')],
  timeZones: ['UTC', 'America/New_York'],
};

describe('isSupported', () => {
  it.each([
    ['3', 'events', true],
    ['3', 'days', false],
    ['82', 'dollars', true],
    ['3', 'dollars', false],
    ['3', 'secrets', true],
  ])('looks for %s %s where such numbers stand', (text, unit, expected) => {
    expect(isSupported({ kind: 'number', text, unit }, known)).toBe(expected);
  });

  it.each<[ClaimKind, string]>([
    ['arn', 'arn:aws:sts::111122223333:assumed-role/Deploy/run-7'],
    ['arn', 'arn:aws:iam::111122223333:role/Deploy'],
    ['arn', 'arn:aws:iam::aws:policy/AdministratorAccess'],
    ['address', '203.0.113.9'],
    ['action', 'iam:CreateUser'],
    ['name', 'deploy-…'],
    ['time', '07:47'],
    ['time', '02:47'],
    ['time', '2026-11-19'],
    ['time', '02:00'],
    ['number', '3'],
    ['number', '82'],
    ['number', '82.4'],
    ['number', '1.2'],
  ])('bears out %s %s', (kind, text) => {
    expect(isSupported({ kind, text }, known)).toBe(true);
  });

  it.each<[ClaimKind, string]>([
    ['arn', 'arn:aws:iam::444455556666:role/Deploy'],
    ['arn', 'arn:aws:iam::111122223333:role/Other'],
    ['address', '203.0.113.8'],
    ['account', '999988887777'],
    ['access key', 'AKIAIOSFODNN7EXAMPLE'],
    ['action', 'DeleteUser'],
    ['name', 'deploy-box'],
    ['time', '07:48'],
    ['time', '2026-11-18'],
    ['number', '4'],
    ['number', '83'],
    ['number', '82.5'],
  ])('does not bear out %s %s', (kind, text) => {
    expect(isSupported({ kind, text }, known)).toBe(false);
  });
});
