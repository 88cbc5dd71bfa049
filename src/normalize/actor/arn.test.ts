import { describe, expect, it } from 'vitest';
import { accountInArn, isAccountId, roleOfSession, withoutPath } from './arn.ts';

describe('ARNs', () => {
  it.each([
    ['arn:aws:iam::111122223333:user/alice', '111122223333'],
    ['arn:aws-cn:sts::111122223333:assumed-role/r/s', '111122223333'],
    ['arn:aws:s3:::bucket', ''],
    ['arn:aws:iam', ''],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', ''],
    ['111122223333', ''],
  ])('%s names account "%s"', (arn, account) => {
    expect(accountInArn(arn)).toBe(account);
  });

  it.each([
    ['111122223333', true],
    ['11112222333', false],
    ['11112222333x', false],
    ['11112222333/', false],
  ])('%s is an account id: %s', (value, expected) => {
    expect(isAccountId(value)).toBe(expected);
  });

  it.each([
    ['arn:aws:iam::111122223333:role/a/b/Deploy', 'arn:aws:iam::111122223333:role/Deploy'],
    ['arn:aws:iam::111122223333:role/Deploy', 'arn:aws:iam::111122223333:role/Deploy'],
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root'],
  ])('%s without its path is %s', (arn, expected) => {
    expect(withoutPath(arn)).toBe(expected);
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Deploy/s', 'arn:aws:iam::111122223333:role/Deploy'],
    ['arn:aws:sts::111122223333:assumed-role/Deploy', 'arn:aws:iam::111122223333:role/Deploy'],
    ['arn:aws:iam::111122223333:user/alice', undefined],
    [':assumed-role/x:sts:', undefined],
  ])('the role of session %s is %s', (arn, expected) => {
    expect(roleOfSession(arn)).toBe(expected);
  });
});
