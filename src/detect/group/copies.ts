import { compareTexts } from '#src/compare-texts.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Detection } from '#src/model/detection.ts';
import { accountOfIdentity } from '#src/normalize/actor/actor-key.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { isCorrelation, type Signal } from './alert-group.ts';

/** A detection, and where the caller's own account told more about who called, that copy of the record. */
export interface SingleDetection extends Detection {
  readonly callerRecord?: RawRecord;
}

/** Copies of one call bear the same time; a minute leaves room for trails that disagree. */
const lagMs = 60_000;

/**
 * One call into another account is delivered to both, under two event ids and one `sharedEventID`. It is one act: of such
 * copies one goes on. The input is ordered by time, and so is the output; at most a minute of it is held.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export async function* withoutCopies(
  signals: AsyncIterable<Signal>,
): AsyncGenerator<SingleDetection | Exclude<Signal, Detection>> {
  const held = new Map<string, SingleDetection>();
  for await (const signal of signals) {
    if (isCorrelation(signal)) {
      yield signal;
      continue;
    }
    yield* release(held, signal.time - lagMs);
    const key = callOf(signal);
    const other = held.get(key);
    held.set(key, other === undefined ? signal : mergeCopies(other, signal));
  }
  yield* held.values();
}

/** A Map keeps the order of insertion, which is the order of time. */
function* release(held: Map<string, SingleDetection>, before: number): Generator<SingleDetection> {
  for (const [key, detection] of held) {
    if (detection.time >= before) return;
    held.delete(key);
    yield detection;
  }
}

function callOf({ rule, eventId, record }: Detection): string {
  return `${rule} ${text(record?.['sharedEventID']) || eventId}`;
}

/** The account that was acted on names the alert; the copy that knows the caller names the actor. */
function mergeCopies(first: SingleDetection, second: SingleDetection): SingleDetection {
  const base = preferred(first, second, (copy) => (isCallers(copy) ? 0 : 1));
  const richer = preferred(first, second, knowledgeOf);
  if (richer === base || richer.record === undefined) return { ...base, time: first.time };
  const { actorKey, accessKey, sourceIp } = richer;
  return { ...base, time: first.time, actorKey, accessKey, sourceIp, callerRecord: richer.record };
}

/** The copy that rates higher; of two that rate alike, the one whose id comes first. */
function preferred(
  first: SingleDetection,
  second: SingleDetection,
  rate: (copy: SingleDetection) => number,
): SingleDetection {
  const difference = rate(second) - rate(first) || compareTexts(first.eventId, second.eventId);
  return difference < 0 ? first : second;
}

/** True when this copy lies in the account that the caller belongs to. */
function isCallers({ record, account }: Detection): boolean {
  return accountOfIdentity(bag(record?.['userIdentity'])) === account;
}

/** A copy in the resource's account often holds the caller's bare id alone. */
function knowledgeOf({ record }: Detection): number {
  const identity = bag(record?.['userIdentity']);
  return (text(identity['arn']) === '' ? 0 : 2) + (text(identity['accessKeyId']) === '' ? 0 : 1);
}
