import { describe, expect, it } from 'vitest';
import { claimsIn } from './claim.ts';

const found = (text: string) => claimsIn(text).map(({ kind, text: word }) => [kind, word]);

describe('claimsIn', () => {
  it('keeps what a number counts', () => {
    expect(claimsIn('it can cost 82 to 1,220 US dollars for 5 days')).toEqual([
      { kind: 'number', text: '82', unit: 'dollars' },
      { kind: 'number', text: '1,220', unit: 'dollars' },
      { kind: 'number', text: '5', unit: 'days' },
    ]);
  });

  it.each([
    ['ann called CreateUser', [['action', 'CreateUser']]],
    ['by iam:CreateUser', [['action', 'iam:CreateUser']]],
    ['GuardDuty and CloudTrail', []],
    ['attached AdministratorAccess', [['name', 'AdministratorAccess']]],
    ['role arn:aws:iam::111122223333:role/x.', [['arn', 'arn:aws:iam::111122223333:role/x']]],
    [
      'from 203.0.113.9, and 192.0.2.0/24',
      [
        ['address', '203.0.113.9'],
        ['address', '192.0.2.0/24'],
      ],
    ],
    ['from 2001:db8::7', [['address', '2001:db8::7']]],
    ['in 111122223333', [['account', '111122223333']]],
    ['with AKIAIOSFODNN7EXAMPLE', [['access key', 'AKIAIOSFODNN7EXAMPLE']]],
    ['machine i-0a1b2c3d4e5f60718', [['resource id', 'i-0a1b2c3d4e5f60718']]],
    ['(T1098.003)', [['technique', 'T1098.003']]],
    ['in eu-west-1', [['region', 'eu-west-1']]],
    [
      'at 02:47 on 2026-11-19',
      [
        ['time', '2026-11-19'],
        ['time', '02:47'],
      ],
    ],
    [
      '1,234 calls in 5 days',
      [
        ['number', '1,234'],
        ['number', '5'],
      ],
    ],
    ['port 22 (python3, v1.2.3, sg-2, 3rd)', [['number', '22']]],
    ['made “deploy-bot 7”', [['name', 'deploy-bot 7']]],
  ])('finds what can be checked: %s', (text, claims) => {
    expect(found(text).toSorted()).toEqual(claims.toSorted());
  });
});
