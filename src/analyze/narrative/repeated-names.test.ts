import { describe, expect, it } from 'vitest';
import { withoutRepeatedNames } from './repeated-names.ts';

describe('withoutRepeatedNames', () => {
  it.each([
    [
      ['created user bob', 'attached ReadOnlyAccess to user bob'],
      ['created user bob', 'attached ReadOnlyAccess to it'],
    ],
    [
      ['created user bob', 'attached ReadOnlyAccess to user eve'],
      ['created user bob', 'attached ReadOnlyAccess to user eve'],
    ],
    [
      ['created user bob', 'created user bobby'],
      ['created user bob', 'created user bobby'],
    ],
    [
      ['stopped the logging of trail main', 'deleted snapshot', 'deleted trail main'],
      ['stopped the logging of trail main', 'deleted snapshot', 'deleted trail main'],
    ],
    [
      ['made bucket orders public', 'replaced the policy of bucket orders'],
      ['made bucket orders public', 'replaced its policy'],
    ],
    [
      ['stopped instance i-1', 'changed the user data of instance i-1'],
      ['stopped instance i-1', 'changed its user data'],
    ],
    [
      ['created user bob', 'wrote inline policy all of user bob that allows everything'],
      ['created user bob', 'wrote inline policy all of user bob that allows everything'],
    ],
    [['stopped the logging of trail main'], ['stopped the logging of trail main']],
    [[], []],
  ])('%j', (phrases, expected) => {
    expect(withoutRepeatedNames(phrases)).toEqual(expected);
  });
});
