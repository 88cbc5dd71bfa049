import type { RawRecord } from '#src/model/cloud-event.ts';
import { actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import type { LinkValue } from './member.ts';
import { specificResourcesOf } from './specific.ts';

/** Distinct values of one kind that one alert is joined by: a sweep over thousands of objects is not described by them. */
const mostOfKind = 12;

/** The parts of a detection that links are made of. */
export interface LinkSource {
  readonly actorKey: string;
  readonly accessKey: string;
  readonly sourceIp: string;
  readonly record?: RawRecord;
}

/** Collects what an alert can be joined by, while its detections come. */
export class LinkValues {
  readonly #found = new Map<LinkValue['by'], Set<string>>();

  add({ actorKey, accessKey, sourceIp, record }: LinkSource): void {
    this.#put('actor', actorKey);
    this.#put('access-key', accessKey);
    this.#put('ip', sourceIp);
    if (record !== undefined) this.#addRecord(record);
  }

  /** Values of some kind, in the order in which they came. */
  get values(): readonly LinkValue[] {
    return [...this.#found].flatMap(([by, values]) => [...values].map((value) => ({ by, value })));
  }

  #addRecord(record: RawRecord): void {
    const identity = bag(record['userIdentity']);
    this.#put('actor', actorKeyOf(record));
    this.#put('access-key', text(identity['accessKeyId']));
    this.#put('ip', text(record['sourceIPAddress']));
    if (identity['type'] === 'AssumedRole') this.#put('session', text(identity['arn']));
    for (const resource of specificResourcesOf(record)) this.#put('resource', resource);
    for (const { by, value } of madeBy(record)) this.#put(by, value);
  }

  #put(by: LinkValue['by'], value: string): void {
    if (!isTelling(by, value)) return;
    const known = this.#found.get(by) ?? new Set();
    if (known.size < mostOfKind) this.#found.set(by, known.add(value));
  }
}

/** Callers of whom many are behind one name. */
const nobody =
  /^(?:$|anonymous$|unknown:|account:.*:unknown$|aws-service$)|\.amazonaws\.com$|^AWS Internal$/;

function isTelling(by: LinkValue['by'], value: string): boolean {
  if (by === 'actor') return !nobody.test(value) && !value.includes(':role/aws-service-role/');
  return value !== '' && !nobody.test(value);
}

/** Who comes to be by this call acts for whoever made it: the new user, the new key, the new session. */
function madeBy(record: RawRecord): readonly LinkValue[] {
  if (errorCodeOf(record) !== '') return [];
  const response = bag(record['responseElements']);
  const keys = [response['accessKey'], response['credentials']].map((made) =>
    text(bag(made)['accessKeyId']),
  );
  const user = record['eventName'] === 'CreateUser' ? text(bag(response['user'])['arn']) : '';
  return [
    ...keys.map((value) => ({ by: 'access-key' as const, value })),
    { by: 'actor', value: user },
  ];
}
