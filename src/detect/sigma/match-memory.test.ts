import { describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { fileOf, scanned } from '../../../test/scanned.ts';
import { compileMatcher, type Matcher } from './matcher.ts';
import { parseRules } from './parse.ts';
import type { Derive } from './record-view.ts';

function matcherOf(detection: object, derive?: Derive): Matcher {
  const text = stringify({ title: 'rule', logsource: { product: 'aws' }, detection });
  return compileMatcher(parseRules([{ file: 'rule.yml', text }]).rules, { derive }).matcher;
}

/** How often a rule about a derived field had it worked out, and the records that it matched. */
function match(events: readonly RawRecord[], derivedFrom: (record: RawRecord) => unknown) {
  const derive = vi.fn((record: RawRecord) => ({ cairn: { value: derivedFrom(record) } }));
  const matcher = matcherOf({ s: { 'cairn.value': 'x' }, condition: 's' }, derive);
  const list = scanned(fileOf(events));
  const matched = events.map((_, index) => matcher.matchSource(list.open(index)).length === 1);
  return { asked: derive.mock.calls.length, matched };
}

const head = { eventSource: 's3.amazonaws.com', eventName: 'GetObject', userAgent: 'x' };

describe('the memory of matches', () => {
  it('answers for a record with the same head when no rule looked further', () => {
    const events = [
      { ...head, requestParameters: 'a' },
      { ...head, requestParameters: 'b', eventID: 'c' },
      { ...head, userAgent: 'y' },
      { ...head, userAgent: 'y', tlsDetails: {} },
      head,
    ];

    const { asked, matched } = match(events, (record) => record['userAgent']);

    expect(asked).toBe(2);
    expect(matched).toEqual([true, true, false, false, true]);
  });

  it.each([
    ['the body', (record: RawRecord) => record['requestParameters']],
    ['the time', (record: RawRecord) => record['eventTime']],
    ['the whole', (record: RawRecord) => JSON.parse(JSON.stringify(record)).requestParameters],
  ])('does not answer where a rule looked at %s', (_what, derivedFrom) => {
    const events = ['x', 'y', 'x', 'y'].map((value) => ({
      ...head,
      requestParameters: value,
      eventTime: value,
    }));

    const { asked, matched } = match(events, derivedFrom);

    expect(asked).toBe(4);
    expect(matched).toEqual([true, false, true, false]);
  });

  it('tells records with fields that nobody knows from those without', () => {
    const events = [head, { ...head, unheardOf: 1 }, head, { ...head, unheardOf: 2 }];

    expect(match(events, (record) => record['userAgent']).asked).toBe(2);
  });

  it('answers where a rule looked for a keyword that is in neither record', () => {
    const derive = vi.fn((record: RawRecord) => ({ cairn: { value: record['userAgent'] } }));
    const search = { words: ['secret'], s: { 'cairn.value': 'x' }, condition: 'words or s' };
    const matcher = matcherOf(search, derive);
    const events = ['x', 'y', 'secret', 'z'].map((requestParameters) => ({
      ...head,
      userAgent: 'other',
      requestParameters,
    }));
    const list = scanned(fileOf(events));

    const matched = events.map((_, index) => matcher.matchSource(list.open(index)).length);

    expect(matched).toEqual([0, 0, 1, 0]);
    expect(derive.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('tells a record that was not asked for keywords from one that holds none', () => {
    const search = { words: ['secret'], s: { eventName: 'GetObject' }, condition: 'words and s' };
    const matcher = matcherOf(search);
    const events = [
      { ...head, eventName: 'PutObject', requestParameters: 'secret' },
      { ...head, requestParameters: 'x' },
      { ...head, requestParameters: 'secret' },
    ];
    const list = scanned(fileOf(events));

    const matched = events.map((_, index) => matcher.matchSource(list.open(index)).length);

    expect(matched).toEqual([0, 0, 1]);
  });

  it('does not answer where a rule looked for a keyword in all of the record', () => {
    const matcher = matcherOf({ words: ['secret'], condition: 'words' });
    const events = ['x', 'y', 'The SECRET', 'x'].map((requestParameters) => ({
      ...head,
      requestParameters,
    }));
    const list = scanned(fileOf(events));

    const matched = events.map((_, index) => matcher.matchSource(list.open(index)).length === 1);

    expect(matched).toEqual([false, false, true, false]);
  });
});
