import type { EventStore } from '#src/source/event-store.ts';
import type { ReadResult } from '#src/workers/read-result.ts';

/** Hands what was read of a source to the history. A source that could not be read whole is read again the next time. */
export function appendTo(store: EventStore, result: ReadResult): Promise<void> {
  const { object, batch, detections, candidates, identity, problems, unlistedProblems } = result;
  const isWhole = problems.length + unlistedProblems === 0;
  return store.append({
    name: object.name,
    batch,
    detections,
    candidates,
    ...(identity !== undefined && isWhole && { identity }),
  });
}
