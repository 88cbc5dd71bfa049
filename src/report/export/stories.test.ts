import { describe, expect, it } from 'vitest';
import type { Alert } from '#src/model/alert.ts';
import { anAnalyzedAlert } from '../../../test/an-analyzed-alert.ts';
import { sameAlerts, toldTogether } from './stories.ts';

function inStory(id: string, alerts: readonly string[], fields: Partial<Alert> = {}): Alert {
  return anAnalyzedAlert({
    id,
    story: { id: alerts.join(), alerts: [...alerts], text: '' },
    ...fields,
  });
}

async function idsOf(alerts: readonly Alert[], mostHeld = 500): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const { lead, others } of toldTogether(alerts, { mostHeld }))
    told.push([lead, ...others].map(({ id }) => id).join('+'));
  return told;
}

describe('toldTogether', () => {
  it('puts the worst alert of a story first and its others behind it', async () => {
    const story = ['a', 'b', 'c'];

    const told = await idsOf([
      inStory('a', story, { severity: 'low' }),
      inStory('b', story, { severity: 'critical' }),
      anAnalyzedAlert({ id: 'x' }),
      inStory('c', story, { severity: 'high' }),
    ]);

    expect(told).toEqual(['b+c+a', 'x']);
  });

  it('does not wait for alerts that were left out', async () => {
    const told = await idsOf([
      inStory('a', ['a', 'hidden']),
      anAnalyzedAlert({ id: 'x', firstSeen: '2026-11-25T00:00:00Z' }),
    ]);

    expect(told).toEqual(['a', 'x']);
  });

  it('holds no more alerts than it may, and loses none', async () => {
    const story = ['a', 'b', 'c', 'd'];

    const told = await idsOf(
      story.map((id) => inStory(id, story)),
      2,
    );

    expect(told.join('+').split('+').toSorted()).toEqual(story);
  });
});

describe('sameAlerts', () => {
  it('folds alerts that say the same', () => {
    const many = ['a', 'b'].map((id) => anAnalyzedAlert({ id, count: 2 }));
    const other = anAnalyzedAlert({ id: 'c', title: 'Another thing' });

    const lines = sameAlerts([...many, other]);

    expect(lines.map(({ alerts, events }) => [alerts.length, events])).toEqual([
      [2, 4],
      [1, 1],
    ]);
  });
});
