import { describe, expect, it } from 'vitest';
import { accountOfAccessKey } from './access-key.ts';

describe('account of an access key', () => {
  it.each([
    ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
    ['AKIASP2TPHJSQH3FJRUX', '171436882533'],
  ])('%s belongs to %s', (id, account) => {
    expect(accountOfAccessKey(id)).toBe(account);
  });

  it.each([
    ['AKIAIOSFODNN7EXAMPLE', 'an old key'],
    ['AROAQNZGKIQY56JQ7WML', 'the id of a role'],
    ['AKIAS', 'too short'],
    ['AKIAS1!TPHJSQH3FJRUX', 'not base32'],
    ['AKIA1P2TPHJSQH3FJRUX', 'not base32 from the start'],
    ['', 'empty'],
  ])('%s holds none (%s)', (id) => {
    expect(accountOfAccessKey(id)).toBeUndefined();
  });
});
