import type { RecordSource } from '#src/model/record-source.ts';
import { Facet } from '#src/normalize/facet.ts';

/**
 * Fields that most rules need and that come again and again in the same combination: the caller, the way in and the call.
 */
const headFields = [
  'eventSource',
  'eventName',
  'userIdentity',
  'userAgent',
  'sourceIPAddress',
  'errorCode',
  'errorMessage',
  'awsRegion',
  'recipientAccountId',
  'readOnly',
  'managementEvent',
  'eventType',
  'eventCategory',
  'sessionCredentialFromConsole',
  'additionalEventData',
] as const;

const bits = 14;
const mostResults = 4_096;

export interface KnownMatch {
  readonly rules: readonly number[];
  /** True when this holds for records alone in which no keyword can be. */
  readonly withoutKeywords: boolean;
}

/** Remembers what matched records of which the rules looked at nothing but the head. */
export class MatchMemory {
  readonly #facet = new Facet(headFields, 1, bits);
  readonly #places = new Map<string, number>();
  readonly #results: KnownMatch[] = [];
  readonly #number = new Uint32Array(1);

  /** Undefined when the rules must be asked. */
  find(record: RecordSource): KnownMatch | undefined {
    return this.#facet.find(record) ? this.#results[this.#facet.numberAt(0)] : undefined;
  }

  /** Call it after the rules were asked about the record that was not found. */
  keep(record: RecordSource, found: readonly number[], withoutKeywords: boolean): void {
    if (!this.#facet.covers(record)) return;
    const key = `${withoutKeywords} ${found.join(' ')}`;
    const place = this.#places.get(key) ?? this.#add(key, { rules: [...found], withoutKeywords });
    if (place === undefined) return;
    this.#number[0] = place;
    this.#facet.keep(this.#number);
  }

  #add(key: string, result: KnownMatch): number | undefined {
    if (this.#results.length === mostResults) return undefined;
    this.#places.set(key, this.#results.length);
    return this.#results.push(result) - 1;
  }
}
