import { describe, expect, it } from 'vitest';
import { type RecordSource, WholeRecord } from '#src/model/record-source.ts';
import { Facet } from './facet.ts';

const fields = ['eventName'] as const;

/** A source with this digest, of whose record only the fields of the facet were read or more. */
function aSource(digest: readonly [number, number] | undefined, wasReadIn = true): RecordSource {
  const whole = new WholeRecord().of({ eventName: 'a', other: 1 });
  return {
    field: (name) => whole.field(name),
    whole: () => whole.whole(),
    lazy: whole.lazy,
    canonicalTime: -1,
    readUuid: () => false,
    digest(_fields, into) {
      into.set(digest ?? []);
      return digest !== undefined;
    },
    mayHold: () => true,
    noteReads: () => undefined,
    wasReadIn: () => wasReadIn,
  };
}

function aFacet(): Facet {
  const facet = new Facet(fields, 2, 4);
  facet.find(aSource([5, 7]));
  facet.keep(Uint32Array.of(1, 2));
  return facet;
}

describe('Facet', () => {
  it('gives what was kept for a record that is alike', () => {
    const facet = aFacet();

    expect(facet.find(aSource([5, 7]))).toBe(true);
    expect([facet.numberAt(0), facet.numberAt(1)]).toEqual([1, 2]);
  });

  it.each([
    ['one half', [5, 8]],
    ['the other half', [21, 7]],
    ['both', [6, 8]],
    ['an empty place', [0, 0]],
  ] as const)('knows nothing of a record whose digest differs in %s', (_what, digest) => {
    expect(aFacet().find(aSource(digest))).toBe(false);
  });

  it('gives the place of an older record to a newer one', () => {
    const facet = aFacet();

    facet.find(aSource([21, 7]));
    facet.keep(Uint32Array.of(3, 4));

    expect(facet.find(aSource([5, 7]))).toBe(false);
    expect(facet.find(aSource([21, 7]))).toBe(true);
    expect([facet.numberAt(0), facet.numberAt(1)]).toEqual([3, 4]);
  });

  it('keeps nothing for a record without a digest', () => {
    const facet = aFacet();

    expect(facet.find(aSource(undefined))).toBe(false);
    facet.keep(Uint32Array.of(9, 9));
    expect(facet.find(aSource(undefined))).toBe(false);
    expect(facet.covers(aSource(undefined))).toBe(false);

    facet.find(aSource([5, 7]));
    expect([facet.numberAt(0), facet.numberAt(1)]).toEqual([1, 2]);
  });

  it('covers a record of which nothing else was read', () => {
    const facet = aFacet();

    expect(facet.covers(aSource([5, 7]))).toBe(true);
    expect(facet.covers(aSource([5, 7], false))).toBe(false);
  });

  it('takes its part of a record that has a digest, and the whole of any other', () => {
    const facet = aFacet();

    expect(facet.partOf(aSource([5, 7]))).toEqual({ eventName: 'a' });
    facet.find(aSource(undefined));
    expect(facet.partOf(aSource(undefined))).toEqual({ eventName: 'a', other: 1 });
  });
});
