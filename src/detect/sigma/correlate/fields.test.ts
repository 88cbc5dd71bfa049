import { describe, expect, it } from 'vitest';
import { WholeRecord } from '#src/model/record-source.ts';
import { createFieldReader } from './fields.ts';

const read = createFieldReader(['requestParameters.names']);
const fieldOf = (names: unknown) =>
  read(new WholeRecord().of({ requestParameters: { names } }))['requestParameters.names'];

describe('the field that a detection carries', () => {
  it.each([
    ['a', 'a'],
    [7, 7],
    [false, false],
    [null, undefined],
    [undefined, undefined],
    [[], undefined],
    [['a'], 'a'],
    [
      ['a', 'b', 'a', null, 3],
      ['a', 'b', '3'],
    ],
    [{ b: 1 }, '{"b":1}'],
  ])('of %j is %j', (value, expected) => {
    expect(fieldOf(value)).toEqual(expected);
  });

  it('has at most a hundred values', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `n${index}`);

    expect(fieldOf(names)).toEqual(names.slice(0, 100));
  });
});
