import { describe, expect, it } from 'vitest';
import { markupOf } from '../markup.ts';
import { chainGraph } from './chain-graph.ts';
import { heatMap } from './heat-map.ts';
import { riskBar, scoreBar } from './risk-bar.ts';
import { heat } from './scale.ts';
import { tacticStrip } from './tactic-strip.ts';
import { timelineChart } from './timeline-chart.ts';

const hop = {
  name: 'alice',
  account: '111122223333',
  how: 'AssumeRole',
  details: [],
  crosses: false,
};
const numbersOf = (svg: string) =>
  [...svg.matchAll(/="(-?[\d.]+|NaN|Infinity)"/g)].map((m) => m[1]);

describe('a bar of the risk', () => {
  it.each([
    [40, 40, 'x="60" y="2" width="120"'],
    [20, 40, 'x="60" y="2" width="60"'],
    [-10, 40, 'x="30" y="2" width="30"'],
    [-400, 400, 'x="0" y="2" width="60"'],
    [0, 40, 'x="60" y="2" width="0"'],
  ])('of %i points, the most being %i, is drawn at %s', (points, most, drawn) => {
    expect(markupOf(riskBar(points, most))).toContain(drawn);
  });

  it('of a score stays within its track', () => {
    expect(markupOf(scoreBar(240, 'high'))).toContain('class="high" width="100"');
  });
});

describe('the graph of a chain', () => {
  it.each([0, 1, 4, 5, 9])('draws %i hops with an arrow between each two', (count) => {
    const svg = markupOf(chainGraph(Array.from({ length: count }, () => hop)));

    expect(svg.split('class="hop').length - 1).toBe(count);
    expect(svg.split('class="tip"').length - 1).toBe(Math.max(0, count - 1));
  });

  it('marks a way into another account', () => {
    expect(markupOf(chainGraph([hop, { ...hop, crosses: true }]))).toContain('way crossing');
  });
});

describe('the timeline', () => {
  const moment = {
    time: '2026-11-20T09:00:00Z',
    until: '2026-11-20T09:00:00Z',
    text: 'x',
    count: 1,
    isOwn: true,
    isRead: false,
    isFailed: false,
  };

  it.each([
    ['one moment', [moment], 0],
    ['all at the same time', [moment, moment], 2],
    ['an impossible time', [moment, { ...moment, time: 'never' }, moment], 2],
    [
      'weeks',
      [moment, { ...moment, time: '2026-12-20T09:00:00Z', until: '2026-12-20T09:00:00Z' }],
      2,
    ],
  ])('draws %s without a number that is none', (_, moments, dots) => {
    const svg = markupOf(timelineChart(moments));

    expect(svg.split('class="dot').length - 1).toBe(dots);
    expect(numbersOf(svg)).not.toContain('NaN');
  });

  it('has a lane for what failed only where something failed', () => {
    const later = { ...moment, time: '2026-11-20T09:01:00Z', until: '2026-11-20T09:02:00Z' };

    expect(markupOf(timelineChart([moment, later]))).not.toContain('>failed<');
    expect(markupOf(timelineChart([moment, { ...later, isFailed: true }]))).toContain('>failed<');
  });
});

describe('a heat map', () => {
  it.each([
    [0, 100, 0],
    [1, 100, 1],
    [100, 100, 5],
    [1, 1, 5],
    [5, 0, 0],
  ])('shows %i of at most %i in shade %i', (count, most, shade) => {
    expect(heat(count, most)).toBe(shade);
  });

  it('draws a cell a column, and a ring where the alert is', () => {
    const row = { name: 'iam', note: '3', isNew: false, counts: [1, 2], marked: 1 };
    const svg = markupOf(heatMap({ title: 't', columns: ['00', '', ''], rows: [row] }));

    expect(svg.split('class="cell').length - 1).toBe(3);
    expect(svg).toContain('class="ring" x="132"');
  });
});

describe('the strip of tactics', () => {
  it('numbers those that were reached in the order in which they were', () => {
    const step = { time: '2026-11-20T09:00:00Z', what: 'x', techniques: [], alerts: [] };
    const svg = markupOf(
      tacticStrip([
        { ...step, tactic: 'impact' },
        { ...step, tactic: 'persistence' },
        { ...step, tactic: 'no-such-tactic' },
      ]),
    );

    expect(svg.split('tactic reached').length - 1).toBe(2);
    expect(svg).toContain('1 · 11-20 09:00</text><title>x</title></g></svg>');
  });
});
