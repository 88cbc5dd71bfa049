import { describe, expect, it } from 'vitest';
import { actorGroupOf } from './actor-group.ts';

describe('the group of an actor', () => {
  it.each([
    [
      'arn:aws:iam::111122223333:role/AWSReservedSSO_Power_User_0123456789abcdef#ann@example.com',
      'arn:aws:iam::111122223333:role/AWSReservedSSO_Power_User_0123456789abcdef',
      'Power_User',
    ],
    ['arn:aws:iam::111122223333:role/deploy#ann', 'arn:aws:iam::111122223333:role/deploy', ''],
    ['arn:aws:iam::111122223333:role/deploy', '', ''],
    [
      'arn:aws:iam::111122223333:role/AWSReservedSSO_#ann',
      'arn:aws:iam::111122223333:role/AWSReservedSSO_',
      '',
    ],
    ['ec2.amazonaws.com', '', ''],
    ['', '', ''],
  ])('of %s is the role %s and the permission set %s', (key, role, permissionSet) => {
    expect(actorGroupOf(key)).toEqual({ role, permissionSet });
  });
});
