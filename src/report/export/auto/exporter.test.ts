import { describe, expect, it } from 'vitest';
import { anAnalyzedAlert, textOf } from '../../../../test/an-analyzed-alert.ts';
import { auto } from './exporter.ts';

const context = { width: 120, color: false, version: '0.0.0' };
const story = { id: 's', alerts: ['a', 'b'], text: '' };

describe('auto', () => {
  it.each([
    ['one alert', [anAnalyzedAlert()]],
    ['one story', [anAnalyzedAlert({ id: 'a', story }), anAnalyzedAlert({ id: 'b', story })]],
  ])('shows %s as a page', async (_, alerts) => {
    expect(await textOf(auto.write(alerts, context))).toContain('WHY THIS RISK');
  });

  it('shows several stories as a table, and leaves none of them out', async () => {
    const alerts = Array.from({ length: 5 }, (_, index) =>
      anAnalyzedAlert({ id: `alert-${index}` }),
    );

    const text = await textOf(auto.write(alerts, context));

    expect(text).toContain('5 alerts');
    expect(text).not.toContain('WHY THIS RISK');
  });
});
