import type { RawRecord } from '#src/model/cloud-event.ts';
import { iamActionOf } from '#src/normalize/action.ts';
import { bag } from '#src/normalize/untyped.ts';

/**
 * The events behind an alert, as delivered: the first, the last and one for each thing that was new, oldest first. At least
 * one, except for a correlation whose events the history no longer holds. Fields are written by attackers: read them
 * through `texts` and insert them into commands through `cli`, which quotes.
 */
export interface Evidence {
  readonly records: readonly RawRecord[];
  /** The same calls as `service:Action`, such as `iam:CreateUser`, without repeats and without a version suffix. */
  readonly actions: readonly string[];
  /**
   * The non-empty texts at these dotted paths in all records, without repeats, in the order of the records:
   * `evidence.texts('requestParameters.userName', 'requestParameters.user.userName')`. Arrays are searched through.
   */
  texts(...paths: readonly string[]): readonly string[];
  /** The first of `texts`. */
  text(...paths: readonly string[]): string | undefined;
}

/** How many values one path may give: a batch call can name thousands of things. */
const mostTexts = 50;

export function evidenceOf(records: readonly RawRecord[]): Evidence {
  const texts = (...paths: readonly string[]) => {
    const found = new Set<string>();
    for (const record of records) for (const path of paths) collect(record, path.split('.'), found);
    return [...found];
  };
  return {
    records,
    actions: [...new Set(records.map(iamActionOf))],
    texts,
    text: (...paths) => texts(...paths)[0],
  };
}

function collect(value: unknown, path: readonly string[], found: Set<string>): void {
  if (found.size >= mostTexts) return;
  if (Array.isArray(value)) {
    for (const element of value.slice(0, mostTexts)) collect(element, path, found);
    return;
  }
  const [key, ...rest] = path;
  if (key === undefined) {
    if (typeof value === 'string' && value !== '') found.add(value);
    if (typeof value === 'number') found.add(String(value));
    return;
  }
  if (Object.hasOwn(bag(value), key)) collect(bag(value)[key], rest, found);
}
