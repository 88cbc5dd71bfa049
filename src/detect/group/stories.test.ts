import { describe, expect, it } from 'vitest';
import { streamOf } from '../../../test/stream-of.ts';
import type { AlertGroup } from './alert-group.ts';
import type { ClosedWindow } from './group.ts';
import { type LinkedGroup, linkStories } from './stories.ts';

const noon = Date.UTC(2026, 2, 3, 12);
const minute = 60_000;

function aGroup(key: string, minutes: readonly number[], actorKey = 'ann'): AlertGroup {
  const times = minutes.map((each) => noon + each * minute);
  return {
    key,
    rule: key,
    actorKey,
    account: '111122223333',
    region: 'eu-west-1',
    resourceClass: 'iam:user',
    firstSeen: times[0] ?? noon,
    lastSeen: times.at(-1) ?? noon,
    count: times.length,
    events: times.map((time) => `${key}-${time}`),
    times,
    regions: [],
    sourceIps: [],
    reopenings: [],
    evidence: [],
  };
}

async function linksOf(...windows: readonly ClosedWindow[]): Promise<readonly LinkedGroup[]> {
  const linked: LinkedGroup[] = [];
  for await (const each of linkStories(streamOf(windows), 30)) linked.push(each);
  return linked;
}

function only(...groups: readonly AlertGroup[]): ClosedWindow {
  return { groups, until: Number.POSITIVE_INFINITY };
}

function membersOf(linked: readonly LinkedGroup[]): readonly (readonly string[])[] {
  return linked.map(({ story }) => (story?.members ?? []).map(({ key }) => key));
}

describe('linkStories', () => {
  it('counts a correlation over several actors to the one whose alert holds its first event', async () => {
    const made = aGroup('made', [0]);
    const used = { ...aGroup('used-elsewhere', [0], ''), events: [...made.events, 'by-another'] };

    const linked = await linksOf(only(made, used, aGroup('other', [1], 'bob')));

    expect(membersOf(linked)).toEqual([['made', 'used-elsewhere'], ['made', 'used-elsewhere'], []]);
  });

  it('links the groups of one actor whose calls are close', async () => {
    const linked = await linksOf(
      only(aGroup('create', [0]), aGroup('attach', [5]), aGroup('key', [30])),
    );

    expect(membersOf(linked)).toEqual(Array.from({ length: 3 }, () => ['create', 'attach', 'key']));
    expect(new Set(linked.map(({ story }) => story?.key))).toEqual(new Set(['create']));
  });

  it.each([
    ['of another actor', aGroup('other', [5], 'bob')],
    ['that come later', aGroup('other', [31])],
    ['without an actor', aGroup('other', [5], '')],
  ])('leaves groups %s alone', async (_which, other) => {
    expect(membersOf(await linksOf(only(aGroup('create', [0]), other)))).toEqual([[], []]);
  });

  it('looks at every call, not only at the first of a group', async () => {
    const linked = await linksOf(only(aGroup('create', [0, 300]), aGroup('attach', [310])));

    expect(membersOf(linked)).toEqual([
      ['create', 'attach'],
      ['create', 'attach'],
    ]);
  });

  it('links over the end of a window and keeps the order', async () => {
    const until = noon + 60 * minute;
    const linked = await linksOf(
      { groups: [aGroup('early', [0]), aGroup('create', [55])], until },
      only(aGroup('attach', [65])),
    );

    expect(linked.map(({ group }) => group.key)).toEqual(['early', 'create', 'attach']);
    expect(membersOf(linked)).toEqual([[], ['create', 'attach'], ['create', 'attach']]);
  });

  it('holds a group for one window at most, and never tells its story twice', async () => {
    const window = (key: string, at: number): ClosedWindow => ({
      groups: [aGroup(key, [at])],
      until: noon + (at + 10) * minute,
    });

    const linked = await linksOf(window('a', 0), window('b', 20), window('c', 40), window('d', 60));

    expect(linked.map(({ group }) => group.key)).toEqual(['a', 'b', 'c', 'd']);
    expect(membersOf(linked)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ]);
  });
});
