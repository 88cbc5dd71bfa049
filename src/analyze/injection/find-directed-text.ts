import type { RiskIndicator } from '#src/model/alert.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { bag } from '#src/normalize/untyped.ts';
import { plain } from '../narrative/plain.ts';
import { directedKindsOf } from './directed-text.ts';
import { visible } from './hidden-characters.ts';
import type { DirectedKind } from './patterns.ts';

/** A text of a record that is written for a machine that judges it. */
export interface DirectedText {
  /** Dotted path within the record. */
  readonly field: string;
  readonly kinds: readonly DirectedKind[];
  /** The beginning of the text, fit to be shown. */
  readonly sample: string;
  readonly eventId: string;
}

/** A record has few fields; one that has more was made to cost time. */
const mostTexts = 500;
/** Names of fields are shorter than what steers a model. */
const shortestKey = 12;
const deepest = 12;
const mostFound = 20;

/** Fields that AWS writes by itself: nothing in them is the caller's. */
const ownFields = new Set(
  'eventVersion eventID eventTime eventSource awsRegion eventType eventCategory requestID sharedEventID recipientAccountId'.split(
    ' ',
  ),
);

/** Texts in these records that try to steer whoever, or whatever, judges them. Never throws. */
export function findDirectedText(records: readonly RawRecord[]): readonly DirectedText[] {
  const found: DirectedText[] = [];
  // Records of one alert say much the same.
  const judged = new Map<string, readonly DirectedKind[]>();
  for (const record of records) {
    for (const [field, value] of textsIn(record)) {
      if (found.length >= mostFound) return found;
      const kinds = judged.get(value) ?? directedKindsOf(value);
      judged.set(value, kinds);
      if (kinds.length === 0) continue;
      found.push({ field, kinds, sample: plain(visible(value), 120), eventId: eventIdOf(record) });
    }
  }
  return found;
}

/** The indicator for the risk: whoever writes to the judge has something to hide. Undefined when nobody did. */
export function directedTextIndicator(found: readonly DirectedText[]): RiskIndicator | undefined {
  const [first] = found;
  if (first === undefined) return undefined;
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  return {
    factor: 'action',
    points: 15,
    why: `possible AI-directed text in ${plain(first.field, 60)}${more} (${first.kinds.join(', ')})`,
    evidence: [...new Set(found.map(({ eventId }) => eventId))].slice(0, 20),
  };
}

type Place = readonly [field: string, value: unknown, depth: number];

function* textsIn(record: RawRecord): Generator<readonly [field: string, text: string]> {
  const waiting: Place[] = Object.entries(record)
    .filter(([key]) => !ownFields.has(key))
    .map(([key, value]) => [key, value, 1]);
  for (let seen = 0; seen < mostTexts; seen += 1) {
    const next = waiting.pop();
    if (next === undefined) return;
    const [field, value, depth] = next;
    if (typeof value === 'string') yield [field, value];
    else if (depth < deepest) waiting.push(...placesIn(field, value, depth + 1));
  }
}

/** Keys are texts as well: tags and conditions let callers choose them. */
function placesIn(field: string, value: unknown, depth: number): readonly Place[] {
  if (Array.isArray(value)) return value.slice(0, mostTexts).map((each) => [field, each, depth]);
  return Object.entries(bag(value))
    .slice(0, mostTexts)
    .flatMap(([key, each]): Place[] => [
      [`${field}.${key}`, each, depth],
      ...(key.length >= shortestKey ? [[field, key, depth] as const] : []),
    ]);
}
