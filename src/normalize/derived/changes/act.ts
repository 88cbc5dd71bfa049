import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, list, pick } from '../../untyped.ts';
import type { DeriveSettings } from '../settings.ts';
import { clean, joined } from './words.ts';

/** A call, laid out for the functions that say what it did. */
export interface Call {
  readonly record: RawRecord;
  /** Without a version suffix. */
  readonly name: string;
  readonly request: Bag;
  readonly response: Bag;
  readonly settings: DeriveSettings;
}

/** What a call does, as a verb in its plain form and the rest of the sentence. */
export interface Act {
  readonly verb: string;
  readonly what: string;
  /** Name, id or ARN of the thing that was changed; '' where the call names none. */
  readonly object: string;
  /** What was given or opened: a policy, a port, an action. */
  readonly privilege?: string;
  /** Who got it: a user, a role, an account, everyone. */
  readonly principal?: string;
}

export type ReadActs = (call: Call) => readonly Act[];
export type ActTable = Readonly<Record<string, ReadActs>>;

interface Pieces {
  /** Fields of the call, as in a template; by default the object is the first field of the sentence. */
  readonly object?: string;
  readonly privilege?: string;
  readonly principal?: string;
}

/**
 * One sentence with fields in braces: `attach {policyArn} to user {userName}`. A field is read from the request, then
 * from the response; `a.b` goes into objects, `a|b` takes the first that is there. The first word is the verb.
 */
export function say(template: string, pieces: Pieces = {}): ReadActs {
  const space = template.indexOf(' ');
  const verb = template.slice(0, space);
  const firstField = /\{([^}]+)\}/.exec(template)?.[1] ?? '';
  return (call) => [
    {
      verb,
      what: fill(template.slice(space + 1), call),
      object: fieldText(call, pieces.object ?? firstField),
      ...piece('privilege', call, pieces.privilege),
      ...piece('principal', call, pieces.principal),
    },
  ];
}

function piece(
  name: 'privilege' | 'principal',
  call: Call,
  field: string | undefined,
): Partial<Act> {
  const value = field === undefined ? '' : fieldText(call, field);
  return value === '' ? {} : { [name]: value };
}

function fill(template: string, call: Call): string {
  return template.replace(/\{([^}]+)\}/g, (_, field: string) => {
    return fieldText(call, field) || '(not named)';
  });
}

/** The value of a field, ready for a sentence; '' where the call has none. Several values are listed. */
export function fieldText(call: Call, field: string): string {
  for (const path of field.split('|')) {
    const value = textsAt(call.request, path);
    if (value.length > 0) return joined(value);
    const answered = textsAt(call.response, path);
    if (answered.length > 0) return joined(answered);
  }
  return '';
}

const managedPolicy = /^arn:aws[a-z-]*:iam::aws:policy\/(?:[\w+=,.@-]+\/)*/;

function textsAt(from: Bag, path: string): readonly string[] {
  let values: readonly unknown[] = [from];
  for (const key of path.split('.')) {
    values = values.flatMap((value) => list(pick(bag(value), key)).slice(0, 50));
  }
  return values
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map((value) => clean(String(value)).replace(managedPolicy, ''))
    .filter((value) => value !== '');
}

/** Several functions over one call, their sentences in order. */
export function all(...reads: readonly ReadActs[]): ReadActs {
  return (call) => reads.flatMap((read) => read(call));
}

/** The first of these that has anything to say. */
export function either(...reads: readonly ReadActs[]): ReadActs {
  return (call) => {
    for (const read of reads) {
      const acts = read(call);
      if (acts.length > 0) return acts;
    }
    return [];
  };
}

/** Says something only where a field of the request has this value (as text), or any value. */
export function when(field: string, value: string | undefined, read: ReadActs): ReadActs {
  return (call) => {
    let found: unknown = call.request;
    for (const key of field.split('.')) found = pick(bag(found), key);
    const isThere = value === undefined ? found !== undefined : String(plain(found)) === value;
    return isThere ? read(call) : [];
  };
}

/** EC2 wraps attributes: `{ "disableApiTermination": { "value": true } }`. Objects have no text of their own. */
function plain(value: unknown): unknown {
  const inner = typeof value === 'object' ? bag(value)['value'] : value;
  return typeof inner === 'object' ? '' : inner;
}
