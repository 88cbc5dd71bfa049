import { describe, expect, it } from 'vitest';
import { UsageError } from '#src/model/errors.ts';
import { type FilterOptions, filterTerms, recordFilter } from './record-filter.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const record = {
  eventTime: '2026-11-20T02:00:00Z',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
  userIdentity: { accountId: '444455556666' },
};

describe('recordFilter', () => {
  it('is nothing at all when nothing is asked', () => {
    expect(filter({})).toBeUndefined();
  });

  it.each<[FilterOptions, string]>([
    [{ since: '2026-11-20T02:00:00Z' }, 'keep'],
    [{ since: '2026-11-20T02:00:01Z' }, 'drop'],
    [{ until: '2026-11-20T02:00:00Z' }, 'drop'],
    [{ until: '2026-11-20T02:00:01Z' }, 'keep'],
    [{ since: '2d' }, 'keep'],
    [{ since: '2h' }, 'drop'],
    [{ account: ['111122223333'] }, 'keep'],
    [{ account: ['999988887777', '111122223333'] }, 'keep'],
    [{ account: ['444455556666'] }, 'drop'],
    [{ region: ['eu-west-1'] }, 'keep'],
    [{ region: ['us-gov-west-1'] }, 'drop'],
    [{ region: ['eu-west-1'], since: '1h' }, 'drop'],
  ])('with %o says %s', (options, verdict) => {
    expect(filter(options)?.(record)).toBe(verdict);
  });

  it.each([{}, { eventTime: 7 }, { eventTime: '2026-99-99T00:00:00Z' }])(
    'keeps a record without a readable time unless a time is asked for: %o',
    (fields) => {
      const undated = { awsRegion: 'eu-west-1', ...fields };

      expect(filter({ region: ['eu-west-1'] })?.(undated)).toBe('keep');
      expect(filter({ since: '24h' })?.(undated)).toBe('undated');
    },
  );

  it.each<[FilterOptions, string]>([
    [{ since: 'never' }, '--since'],
    [{ until: '' }, '--until'],
    [{ since: '1h', until: '2h' }, 'is not before'],
    [{ account: ['123'] }, '--account "123"'],
    [{ region: ['Ireland'] }, '--region "Ireland"'],
  ])('refuses %o', (options, reason) => {
    expect(() => filterTerms(options, now)).toThrow(UsageError);
    expect(() => filterTerms(options, now)).toThrow(reason);
  });
});

function filter(options: FilterOptions) {
  return recordFilter(filterTerms(options, now));
}
