import { describe, expect, it } from 'vitest';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { huntsOf, outlookOf } from './outlook.ts';

describe('what may come next', () => {
  it('is told a sentence each', () => {
    const alert = anAnalyzedAlert({}, { narrative: 'More is done. Hunt for: calls of 192.0.2.7.' });

    expect(outlookOf(alert)).toEqual(['More is done.', 'Hunt for: calls of 192.0.2.7.']);
  });

  it('is asked by commands that name the data folder and the day before', () => {
    const alert = anAnalyzedAlert({ firstSeen: '2026-11-20T09:00:00.000Z' });

    const [hunt] = huntsOf(alert, '/srv/my logs');

    expect(hunt?.command).toContain("cairn hunt --data '/srv/my logs' --actor ");
    expect(hunt?.command).toMatch(/ --since 2026-11-19T09:00:00Z$/);
  });
});
