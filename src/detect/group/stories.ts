import { type AlertGroup, compareGroups } from './alert-group.ts';
import type { ClosedWindow } from './group.ts';

/** Groups of one actor whose calls follow each other closely: one act seen by several rules. */
export interface Story {
  /** Unique, and the source of the story's id: the key of its first group. */
  readonly key: string;
  /** Oldest first, at least two. */
  readonly members: readonly AlertGroup[];
}

export interface LinkedGroup {
  readonly group: AlertGroup;
  readonly story: Story | undefined;
}

/**
 * Finds the stories in a stream of windows and gives the groups on in the same order. A story may go on in the next
 * window, so groups from the first one that could still be joined are held for one window, and never for more.
 */
export async function* linkStories(
  windows: AsyncIterable<ClosedWindow>,
  storyMinutes: number,
): AsyncGenerator<LinkedGroup> {
  const storyMs = storyMinutes * 60_000;
  const told = new Map<AlertGroup, Story>();
  let held: readonly AlertGroup[] = [];

  for await (const { groups, until } of windows) {
    const all = [...held, ...groups].toSorted(compareGroups);
    const waited = new Set(held);
    const stories = tell(all, storyMs, told);
    for (const group of held) settle(stories.get(group), told);
    const isOpen = (group: AlertGroup) =>
      !told.has(group) &&
      !waited.has(group) &&
      (stories.get(group)?.members ?? [group]).some((member) => member.lastSeen >= until - storyMs);

    const from = all.findIndex(isOpen);
    const end = from === -1 ? all.length : from;
    for (const group of all.slice(0, end)) {
      yield { group, story: stories.get(group) };
      told.delete(group);
    }
    held = all.slice(end);
  }
  const stories = tell(held, storyMs, told);
  for (const group of held) yield { group, story: stories.get(group) };
}

function settle(story: Story | undefined, told: Map<AlertGroup, Story>): void {
  for (const member of story?.members ?? []) if (story !== undefined) told.set(member, story);
}

/** The story of each group that has one. What was told before stays as it was told. */
function tell(
  groups: readonly AlertGroup[],
  storyMs: number,
  told: ReadonlyMap<AlertGroup, Story>,
): ReadonlyMap<AlertGroup, Story> {
  const stories = new Map(told);
  const actorOf = actorsIn(groups);
  const untold = groups.filter((group) => actorOf(group) !== '' && !told.has(group));
  const byActor = Map.groupBy(untold, actorOf);
  for (const members of byActor.values().flatMap((ofActor) => runsOf(ofActor, storyMs))) {
    const story = { key: members[0]?.key ?? '', members };
    if (members.length > 1) settle(story, stories);
  }
  return stories;
}

/** A correlation over several actors belongs to the story of the actor whose alert holds its first known event. */
function actorsIn(groups: readonly AlertGroup[]): (group: AlertGroup) => string {
  const wanted = new Set(
    groups.filter(({ actorKey }) => actorKey === '').flatMap(({ events }) => events),
  );
  const actors = new Map<string, string>();
  for (const { actorKey, events } of wanted.size === 0 ? [] : groups)
    for (const id of actorKey === '' ? [] : events)
      if (wanted.has(id) && !actors.has(id)) actors.set(id, actorKey);
  return ({ actorKey, events }) => {
    if (actorKey !== '') return actorKey;
    const known = events.find((id) => actors.has(id));
    return known === undefined ? '' : (actors.get(known) ?? '');
  };
}

/** Splits one actor's groups so that those with calls less than `storyMs` apart stay together. */
function runsOf(
  groups: readonly AlertGroup[],
  storyMs: number,
): readonly (readonly AlertGroup[])[] {
  if (groups.length < 2) return [];
  const calls = groups
    .flatMap((group) => group.times.map((time) => ({ time, group })))
    .toSorted((a, b) => a.time - b.time);
  const runs = new Map<AlertGroup, Set<AlertGroup>>();
  let previous: { time: number; group: AlertGroup } | undefined;
  for (const call of calls) {
    const run = runs.get(call.group) ?? new Set([call.group]);
    runs.set(call.group, run);
    if (previous !== undefined && call.time - previous.time <= storyMs)
      joinSets(runs, runs.get(previous.group) ?? run, run);
    previous = call;
  }
  return [...new Set(runs.values())].map((run) => [...run].toSorted(compareGroups));
}

function joinSets(
  runs: Map<AlertGroup, Set<AlertGroup>>,
  a: Set<AlertGroup>,
  b: Set<AlertGroup>,
): void {
  if (a === b) return;
  const [larger, smaller] = a.size >= b.size ? [a, b] : [b, a];
  for (const group of smaller) {
    larger.add(group);
    runs.set(group, larger);
  }
}
