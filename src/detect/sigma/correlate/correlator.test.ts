import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Detection, FieldValue } from '#src/model/detection.ts';
import { parseRules } from '../parse.ts';
import { type CorrelatorOptions, createCorrelator } from './correlator.ts';

const base = Date.parse('2026-11-21T10:00:00Z');

function ruleDocument(name: string): object {
  return {
    title: `Rule ${name}`,
    name,
    logsource: { product: 'aws' },
    detection: { s: { eventName: name }, condition: 's' },
  };
}

function ruleSetOf(...documents: readonly object[]) {
  const all = [...['a', 'b', 'c'].map(ruleDocument), ...documents];
  const text = all.map((document) => stringify(document)).join('---\n');
  return parseRules([{ file: 'r.yml', text }]);
}

function correlation(fields: object, title = 'Found'): object {
  return {
    title,
    correlation: {
      type: 'event_count',
      rules: ['a'],
      'group-by': ['user'],
      timespan: '5m',
      ...fields,
    },
  };
}

/** `a@30/bob` is rule a, 30 seconds after the start, by user bob; the text is its event id as well. */
function detection(text: string, fields: Record<string, FieldValue> = {}): Detection {
  const [, name = '', seconds = '0', user] = /^(\w+)@([\d.]+)(?:\/(\w+))?/.exec(text) ?? [];
  return {
    rule: `r.yml#Rule ${name}`,
    time: base + Number(seconds) * 1_000,
    eventId: text,
    eventName: name,
    eventSource: '',
    account: '111122223333',
    region: user === 'eve' ? 'eu-west-1' : 'us-east-1',
    actorKey: user ?? '',
    accessKey: '',
    sourceIp: '',
    resourceClass: '',
    fields: { user: user ?? 'ann', ...fields },
  };
}

function run(
  document: object | readonly object[],
  detections: readonly Detection[],
  options?: CorrelatorOptions,
) {
  const ruleSet = ruleSetOf(...[document].flat());
  expect(ruleSet.problems).toEqual([]);
  const correlator = createCorrelator(ruleSet, options);
  const found = detections.flatMap((one) => correlator.add(one));
  return [...found, ...correlator.end()];
}

function seen(document: object | readonly object[], texts: readonly string[]) {
  return run(
    document,
    texts.map((text) => detection(text)),
  ).map(({ value, eventIds }) => [value, eventIds.join(' ')]);
}

describe('event_count', () => {
  const three = correlation({ condition: { gte: 3 } });

  it('fires when a sliding window holds enough events', () => {
    expect(seen(three, ['a@0', 'a@200', 'a@300'])).toEqual([[3, 'a@0 a@200 a@300']]);
  });

  it('counts both ends of the window, and nothing beyond', () => {
    expect(seen(three, ['a@0', 'a@200', 'a@301'])).toEqual([]);
  });

  it('slides over boundaries of the clock', () => {
    expect(seen(three, ['a@0', 'a@290', 'a@310', 'a@320'])).toEqual([[3, 'a@290 a@310 a@320']]);
  });

  it('fires once for a run of windows, and tells about the run as a whole', () => {
    const texts = ['a@0', 'a@100', 'a@200', 'a@300', 'a@400', 'a@500', 'a@2000'];

    const matches = run(
      three,
      texts.map((text) => detection(text)),
    );

    expect(matches).toEqual([
      {
        rule: 'r.yml#Found',
        group: { user: 'ann' },
        value: 6,
        time: base + 200_000,
        firstSeen: base,
        lastSeen: base + 500_000,
        eventIds: texts.slice(0, 6),
        account: '111122223333',
        region: 'us-east-1',
        actorKey: '',
      },
    ]);
  });

  it('fires again after the run was interrupted', () => {
    const texts = ['a@0', 'a@1', 'a@2', 'a@1000', 'a@1001', 'a@1002'];

    expect(seen(three, texts)).toEqual([
      [3, 'a@0 a@1 a@2'],
      [3, 'a@1000 a@1001 a@1002'],
    ]);
  });

  it('fires twice for two bursts of one second each, far apart', () => {
    const texts = ['a@0/x1', 'a@0/x2', 'a@0/x3', 'a@1000/x1', 'a@1000/x2', 'a@1000/x3'];
    const document = correlation({ condition: { gte: 3 }, 'group-by': [] });

    expect(seen(document, texts)).toHaveLength(2);
  });

  it('counts each group by itself', () => {
    const texts = ['a@0/bob', 'a@1/eve', 'a@2/bob', 'a@3/eve', 'a@4/bob'];

    expect(seen(three, texts)).toEqual([[3, 'a@0/bob a@2/bob a@4/bob']]);
  });

  it('makes no group of events without the group-by field', () => {
    const detections = [0, 1, 2].map((second) => detection(`a@${second}`, { user: undefined }));

    expect(run(three, detections)).toEqual([]);
  });

  it('counts an event that is delivered twice once', () => {
    expect(seen(three, ['a@0', 'a@1', 'a@1', 'a@1'])).toEqual([]);
  });

  it('tells others of a quiet window at its end, whatever is seen of other rules then', () => {
    const few = { ...correlation({ condition: { lt: 3 } }, 'Few'), name: 'few' };
    const both = correlation(
      { type: 'temporal', rules: ['few', 'b'], condition: undefined },
      'Both',
    );
    const documents = [few, both, correlation({ rules: ['c'], condition: { gte: 9 } }, 'Many')];

    expect(seen(documents, ['a@0', 'b@500'])).toEqual([[2, 'a@0 b@500']]);
    expect(seen(documents, ['a@0', 'c@400', 'b@500', 'c@2000'])).toEqual([[2, 'a@0 b@500']]);
    expect(seen(documents, ['b@0', 'a@1'])).toEqual([]);
    expect(seen(documents, ['b@0', 'a@1', 'c@2000'])).toEqual([]);
    expect(seen(documents, ['a@0', 'c@301', 'b@700'])).toEqual([]);
    expect(seen(documents, ['a@0', 'b@700'])).toEqual([]);
  });

  it('ends where a window is so long that it never passes', () => {
    const timespan = '999999999y';
    const few = { ...correlation({ condition: { lt: 3 }, timespan }, 'Few'), name: 'few' };
    const outer = correlation({ rules: ['few'], condition: { gte: 1 } }, 'Outer');

    expect(seen([few, outer], ['a@0', 'b@700'])).toEqual([[1, 'a@0']]);
  });

  it('counts records of several times that bear one id, whatever lies between them', () => {
    const at = (second: number) => ({ ...detection(`a@${second}`), eventId: 'one' });

    expect(run(three, [0, 1, 2].map(at))).toMatchObject([{ value: 3 }]);
    expect(run(three, [at(0), detection('a@1/bob'), at(1), at(2)])).toMatchObject([{ value: 3 }]);
  });

  it('keeps records apart that bear one id at one time and say different things', () => {
    const records = ['ann', 'bob'].map((user) => ({
      ...detection('a@0', { user }),
      eventId: 'one',
    }));

    const found = run(correlation({ condition: { gte: 2 } }), [
      ...records,
      ...records,
      detection('a@1/bob'),
    ]);

    expect(found).toMatchObject([{ group: { user: 'bob' }, value: 2 }]);
  });

  it.each(['event_count', 'value_sum', 'value_avg', 'value_median'])(
    '%s counts an event once that two of its rules matched',
    (type) => {
      const document = correlation({
        type,
        rules: ['a', 'b'],
        condition: { ...(type !== 'event_count' && { field: 'size' }), gte: 2 },
      });
      const twice = ['a', 'b'].map((rule) => ({
        ...detection(`${rule}@0`, { size: 1 }),
        eventId: 'one',
      }));

      expect(run(document, twice)).toEqual([]);
      expect(run(document, [...twice, detection('a@1', { size: 4 })])).toMatchObject([
        { eventIds: ['one', 'a@1'] },
      ]);
    },
  );

  it('says in which account and region only when all events agree', () => {
    const document = correlation({ condition: { gte: 2 }, 'group-by': [] });

    const [match] = run(
      document,
      ['a@0/bob', 'a@1/eve'].map((text) => detection(text)),
    );

    expect(match).toMatchObject({
      account: '111122223333',
      region: undefined,
      actorKey: undefined,
    });
  });

  it.each([
    [{ gt: 2 }, 3, 1],
    [{ gt: 3 }, 3, 0],
    [{ eq: 3 }, 3, 1],
    [{ gte: 2, lte: 4 }, 3, 1],
    [{ gte: 4, lte: 6 }, 3, 0],
    [{ lt: 3 }, 2, 1],
    [{ lt: 3 }, 3, 0],
    [{ lte: 3 }, 3, 1],
    [{ lte: 3 }, 50, 0],
    [{ neq: 3 }, 3, 0],
    [{ neq: 3 }, 4, 1],
  ])('with %o and %d events in a burst fires %d times', (condition, count, times) => {
    const texts = Array.from({ length: count }, (_, second) => `a@${second}`);

    expect(seen(correlation({ condition }), texts)).toHaveLength(times);
  });

  it('names at most a thousand events and counts all', () => {
    const texts = Array.from({ length: 1_500 }, (_, index) => `a@${index / 10}`);

    const [match] = run(
      three,
      texts.map((text) => detection(text)),
    );

    expect(match).toMatchObject({ value: 1_500, events: 1_500 });
    expect(match?.eventIds).toEqual(texts.slice(0, 1_000));
  });
});

describe('correlations of values', () => {
  const with5 = [5, 1, 4, 2, 3].map((size, index) => detection(`a@${index}`, { size }));

  it.each([
    ['value_count', { gte: 5 }, 5],
    ['value_sum', { gte: 15 }, 15],
    ['value_avg', { gte: 2 }, 3],
    ['value_median', { gte: 3 }, 3],
    ['value_percentile', { percentile: 75, gte: 4 }, 4],
  ])('%s looks at the field', (type, condition, value) => {
    const document = correlation({ type, condition: { field: 'size', ...condition } });

    expect(run(document, with5)).toMatchObject([{ value }]);
  });

  it('counts distinct values', () => {
    const detections = [1, 1, 2].map((size, index) => detection(`a@${index}`, { size }));
    const document = correlation({ type: 'value_count', condition: { field: 'size', gte: 3 } });

    expect(run(document, detections)).toEqual([]);
  });

  it('counts distinct pairs of values', () => {
    const detections = ['x', 'y', 'x'].map((two, index) =>
      detection(`a@${index}`, { one: 1, two }),
    );
    const document = correlation({
      type: 'value_count',
      condition: { field: ['one', 'two'], gte: 2 },
    });

    expect(run(document, detections)).toMatchObject([{ value: 2 }]);
  });

  it('counts each value of a list', () => {
    const detections = [['x', 'y'], ['y', 'z'], 'z'].map((size, index) =>
      detection(`a@${index}`, { size }),
    );
    const document = correlation({ type: 'value_count', condition: { field: 'size', gte: 3 } });

    expect(run(document, detections)).toMatchObject([
      { value: 3, eventIds: ['a@0', 'a@1', 'a@2'], lastSeen: base + 2_000 },
    ]);
    expect(run(document, detections.slice(1))).toEqual([]);
  });

  it('forgets the values of a list when its event leaves the window', () => {
    const detections = [detection('a@0', { size: ['x', 'y'] }), detection('a@301', { size: 'z' })];
    const document = correlation({ type: 'value_count', condition: { field: 'size', gte: 3 } });

    expect(run(document, detections)).toEqual([]);
  });

  it('sums up the numbers of a list', () => {
    const document = correlation({ type: 'value_sum', condition: { field: 'size', gte: 7 } });

    expect(run(document, [detection('a@0', { size: ['3', 'many', '4'] })])).toMatchObject([
      { value: 7, eventIds: ['a@0'] },
    ]);
  });

  it('puts an event into the group of each value of a list', () => {
    const document = correlation({ condition: { gte: 2 } });
    const detections = [
      detection('a@0', { user: ['ann', 'bob'] }),
      detection('a@1', { user: ['bob', 'eve'] }),
    ];

    expect(run(document, detections)).toMatchObject([
      { group: { user: 'bob' }, value: 2, eventIds: ['a@0', 'a@1'] },
    ]);
  });

  it('bounds what one event with many lists can make', () => {
    const many = Array.from({ length: 100 }, (_, index) => `u${index}`);
    const document = correlation({ condition: { gte: 1 }, 'group-by': ['user', 'host', 'file'] });

    const found = run(document, [detection('a@0', { user: many, host: many, file: many })]);

    expect(found.length).toBeLessThanOrEqual(100);
  });

  it('leaves out events without a number', () => {
    const detections = ['7', 'many', undefined, 8].map((size, index) =>
      detection(`a@${index}`, { size }),
    );
    const document = correlation({ type: 'value_sum', condition: { field: 'size', gte: 15 } });

    expect(run(document, detections)).toMatchObject([{ value: 15, eventIds: ['a@0', 'a@3'] }]);
  });
});

describe('temporal', () => {
  const both = correlation({ type: 'temporal', rules: ['a', 'b'] });

  it('fires when all rules matched inside the window, in any order', () => {
    expect(seen(both, ['b@0', 'a@100'])).toEqual([[2, 'b@0 a@100']]);
    expect(seen(both, ['b@0', 'a@301'])).toEqual([]);
    expect(seen(both, ['a@0', 'a@100'])).toEqual([]);
  });

  it('may ask for some of the rules', () => {
    const two = correlation({ type: 'temporal', rules: ['a', 'b', 'c'], condition: { gte: 2 } });

    expect(seen(two, ['c@0', 'a@10'])).toHaveLength(1);
  });

  it.each([
    [['a@0', 'b@1'], 1],
    [['a@0', 'c@1'], 1],
    [['b@0', 'c@1'], 0],
  ])('may have an expression: %o fires %d times', (texts, times) => {
    const document = correlation({
      type: 'temporal',
      rules: ['a', 'b', 'c'],
      condition: 'a AND (b OR c)',
    });

    expect(seen(document, texts)).toHaveLength(times);
  });

  it.each([
    [['a@0'], 1],
    [['a@0', 'b@10'], 0],
    [['b@0', 'a@10'], 0],
  ])('waits for the window to pass before it says "not": %o fires %d times', (texts, times) => {
    const document = correlation({ type: 'temporal', rules: ['a', 'b'], condition: 'a and not b' });

    expect(seen(document, texts)).toHaveLength(times);
  });

  it('joins different fields by aliases', () => {
    const document = correlation({
      type: 'temporal',
      rules: ['a', 'b'],
      'group-by': ['who'],
      aliases: { who: { a: 'creator', b: 'caller' } },
    });
    const detections = [detection('a@0', { creator: 'bob' }), detection('b@1', { caller: 'bob' })];

    expect(run(document, detections)).toMatchObject([{ group: { who: 'bob' } }]);
  });
});

describe('temporal_ordered', () => {
  const ordered = correlation({ type: 'temporal_ordered', rules: ['a', 'b', 'c'] });

  it.each([
    [['a@0', 'b@1', 'c@2'], 1],
    [['a@0', 'c@1', 'b@2'], 0],
    [['c@0', 'a@1', 'b@2', 'c@3'], 1],
    [['b@0', 'a@1', 'b@2', 'a@3', 'c@4'], 1],
    [['a@0', 'b@1', 'c@302'], 0],
  ])('wants the order of the rules: %o fires %d times', (texts, times) => {
    expect(seen(ordered, texts)).toHaveLength(times);
  });

  it.each([[['c@0', 'b@0', 'a@0']], [['a@0', 'b@0', 'c@0']], [['c@0.1', 'b@0.5', 'a@0.9']]])(
    'takes events of one second in any order: %o',
    (texts) => {
      expect(seen(ordered, texts)).toHaveLength(1);
    },
  );
});

describe('chains of correlations', () => {
  const failures = { ...correlation({ condition: { gte: 3 } }, 'Failures'), name: 'failures' };
  const chain = correlation({
    type: 'temporal_ordered',
    rules: ['failures', 'b'],
    timespan: '10m',
  });

  it('tell about the events at the bottom, and only the outermost is shown', () => {
    expect(seen([chain, failures], ['a@0', 'a@1', 'a@2', 'b@30'])).toEqual([
      [2, 'a@0 a@1 a@2 b@30'],
    ]);
  });

  it('see a run for as long as it goes on', () => {
    const texts = [...Array.from({ length: 20 }, (_, index) => `a@${index * 100}`), 'b@2400'];

    expect(seen([chain, failures], texts)).toHaveLength(1);
  });

  it('show what they refer to with generate: true', () => {
    const generating = correlation({ type: 'temporal', rules: ['failures', 'b'], generate: true });

    const found = run(
      [generating, failures],
      ['a@0', 'a@1', 'a@2', 'b@30'].map((text) => detection(text)),
    );

    expect(found.map(({ rule }) => rule).toSorted()).toEqual(['r.yml#Failures', 'r.yml#Found']);
  });

  it('count a run once', () => {
    const runs = correlation({ rules: ['failures'], condition: { gte: 2 }, timespan: '1h' });

    expect(seen([runs, failures], ['a@0', 'a@1', 'a@2', 'a@3', 'a@4'])).toEqual([]);
    expect(
      seen([runs, failures], ['a@0', 'a@1', 'a@2', 'a@1000', 'a@1001', 'a@1002']),
    ).toHaveLength(1);
  });

  it('group by a field on which the events of a run agree', () => {
    const byUser = {
      ...correlation({ condition: { gte: 3 }, 'group-by': ['host'] }, 'Failures'),
      name: 'failures',
    };
    const detections = ['a@0', 'a@1', 'a@2', 'b@30'].map((text) => detection(text, { host: 'h' }));

    expect(run([chain, byUser], detections)).toMatchObject([{ group: { user: 'ann' } }]);
  });
});

describe('the order of arrival', () => {
  it('does not matter within the lateness', () => {
    const three = correlation({ condition: { gte: 3 } });
    const seconds = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 50 })),
      { maxLength: 40 },
    );

    fc.assert(
      fc.property(seconds, (pairs) => {
        const sorted = pairs
          .map(([second, delay], index) => ({
            one: detection(`a@${second}.0${index}`),
            due: second + delay,
          }))
          .toSorted((a, b) => a.one.time - b.one.time);
        const late = sorted.toSorted((a, b) => a.due - b.due);

        const inOrder = run(
          three,
          sorted.map(({ one }) => one),
        );
        const reordered = run(
          three,
          late.map(({ one }) => one),
          { lateMs: 60_000 },
        );

        expect(reordered).toEqual(inOrder);
      }),
    );
  });

  it('counts what comes too late instead of miscounting it', () => {
    const correlator = createCorrelator(ruleSetOf(correlation({ condition: { gte: 4 } })), {
      lateMs: 10_000,
    });

    for (const text of ['a@0', 'a@100', 'a@150', 'a@20']) correlator.add(detection(text));

    expect(correlator.end()).toEqual([]);
    expect(correlator.late).toBe(1);
  });

  it('closes windows as time goes by without events', () => {
    const correlator = createCorrelator(ruleSetOf(correlation({ condition: { gte: 2 } })), {
      lateMs: 0,
    });
    correlator.add(detection('a@0'));
    correlator.add(detection('a@1'));

    expect(correlator.advance(base + 200_000)).toEqual([]);
    expect(correlator.advance(base + 400_000)).toHaveLength(1);
  });
});

describe('the limits', () => {
  it('are said when they are reached', () => {
    const correlator = createCorrelator(ruleSetOf(correlation({ condition: { gte: 3 } })), {
      mostEntries: 100,
    });

    for (let index = 0; index < 300; index += 1) correlator.add(detection(`a@${index / 10}`));

    expect(correlator.end()).toMatchObject([{ value: 300 }]);
    expect(correlator.problems).toMatchObject([
      { file: 'r.yml', reason: expect.stringContaining('dropped') },
    ]);
  });

  it('let the group go that was quiet for longest', () => {
    const correlator = createCorrelator(ruleSetOf(correlation({ condition: { gte: 3 } })), {
      mostEntries: 30,
    });

    for (const text of ['a@0/bob', 'a@1/bob', 'a@2/bob']) correlator.add(detection(text));
    const found = Array.from({ length: 100 }, (_, index) =>
      correlator.add(detection(`a@${index + 3}/u${index}`)),
    ).flat();

    expect([...found, ...correlator.end()]).toMatchObject([{ group: { user: 'bob' }, value: 3 }]);
    expect(correlator.problems).toHaveLength(1);
  });
});

/** The definition: windows that end at each event and reach back by the timespan, and maximal runs of those that hold. */
function countRuns(seconds: readonly number[], limit: number, span: number): readonly number[][] {
  const times = [...new Set(seconds)].toSorted((a, b) => a - b);
  const windowAt = (end: number) =>
    seconds.filter((second) => second <= end && second >= end - span);
  const runs: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, end] of times.entries()) {
    if (windowAt(end).length < limit) continue;
    const goesOn = index > 0 && times[index - 1] === last && end - last <= span;
    if (!goesOn) runs.push([]);
    runs.at(-1)?.push(...windowAt(end));
    last = end;
  }
  return runs.map((run) => [...new Set(run)]);
}

describe('runs', () => {
  it('are what the definition says', () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }), { maxLength: 60 });

    fc.assert(
      fc.property(seconds, fc.integer({ min: 1, max: 5 }), (given, limit) => {
        const sorted = given.toSorted((a, b) => a - b);

        const found = run(
          correlation({ condition: { gte: limit } }),
          sorted.map((second) => detection(`a@${second}`)),
        );

        expect(found.map(({ eventIds }) => eventIds)).toEqual(
          countRuns(sorted, limit, 300).map((ids) => ids.map((second) => `a@${second}`)),
        );
      }),
    );
  });
});
