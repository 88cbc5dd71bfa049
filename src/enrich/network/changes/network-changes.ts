import type { RawRecord } from '#src/model/cloud-event.ts';
import { dayMs } from '#src/model/time.ts';
import { accountOf } from '#src/normalize/actor/actor-key.ts';
import { clean } from '#src/normalize/derived/changes/words.ts';
import type { DeriveSettings } from '#src/normalize/derived/settings.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import { plainEventName } from '#src/normalize/event-name.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag, pick, text } from '#src/normalize/untyped.ts';
import type { History, StoredEvent } from '../../history.ts';
import type { NetworkChange } from '../schema.ts';
import type { NetworkEffect } from './effect.ts';
import { networkReaders, networkSources } from './readers.ts';

const monthMs = 30 * dayMs;
const mostShown = 20;
/** Things whose past is asked for, and earlier calls that are read about each. */
const mostAsked = 6;
const mostRead = 8;
const unknown = 'not known: no earlier call of the last 30 days shows it';

interface Found {
  readonly record: RawRecord;
  readonly effect: NetworkEffect;
}

/** What the records changed in networks, in order, each with what was there before as far as the history tells. */
export async function networkChangesOf(
  records: readonly RawRecord[],
  settings: DeriveSettings,
  history: History,
): Promise<{ readonly changes: readonly NetworkChange[]; readonly more: boolean }> {
  const found = records.flatMap((record) =>
    effectsOf(record, settings).map((effect) => ({ record, effect })),
  );
  const shown = found.slice(0, mostShown);
  const past = await pastOf(
    shown.filter(({ effect }) => effect.before === undefined),
    settings,
    history,
  );
  const known: Found[] = [...past];
  const changes = shown.map((each) => {
    const change = changeOf(each, known);
    if (!change.tried) known.push(each);
    return change;
  });
  return { changes, more: found.length > shown.length };
}

function effectsOf(record: RawRecord, settings: DeriveSettings): readonly NetworkEffect[] {
  const name = plainEventName(text(record['eventName']));
  const read = networkReaders.get(name);
  if (read === undefined || !networkSources.has(text(record['eventSource']))) return [];
  const outer = bag(record['requestParameters']);
  const request = bag(
    pick(outer, `${name.charAt(0).toLowerCase()}${name.slice(1)}Request`) ?? outer,
  );
  const response = bag(record['responseElements']);
  const answer = pick(response, `${name.charAt(0).toLowerCase()}${name.slice(1)}Response`);
  const account = accountOf(record);
  return read({ record, name, request, response: bag(answer ?? response), account, settings });
}

function changeOf({ record, effect }: Found, known: readonly Found[]): NetworkChange {
  const { slot, before, ...told } = effect;
  const earlier = known.findLast((each) => each.effect.slot === slot);
  const tried = isFailed(record);
  return {
    ...told,
    eventId: eventIdOf(record),
    time: new Date(eventTimeOf(record)).toISOString(),
    call: clean(text(record['eventName'])),
    before: before ?? earlier?.effect.after ?? unknown,
    tried,
    ...(tried ? { reach: 'neither' as const } : {}),
    ...(before !== undefined || earlier === undefined
      ? {}
      : { beforeEventId: eventIdOf(earlier.record) }),
  };
}

/** Earlier calls about the same things, oldest first. */
async function pastOf(
  asked: readonly Found[],
  settings: DeriveSettings,
  history: History,
): Promise<readonly Found[]> {
  const things = new Map(asked.map((each) => [each.effect.resource, each.record]));
  things.delete('');
  if (things.size === 0) return [];
  const questions = [...things].slice(0, mostAsked).map(([resource, record]) => {
    const to = eventTimeOf(record);
    return { where: { account: accountOf(record), resource }, from: to - monthMs, to, limit: 400 };
  });
  const answers = await history.events(questions);
  const ids = answers.flatMap((events) => events.filter(mayTell).slice(-mostRead));
  const records = await history.records(ids.map(({ eventId }) => eventId));
  return records
    .filter((record) => record !== undefined)
    .toSorted((a, b) => eventTimeOf(a) - eventTimeOf(b))
    .flatMap((record) => effectsOf(record, settings).map((effect) => ({ record, effect })));
}

function mayTell({ eventName, errorCode, readOnly }: StoredEvent): boolean {
  return !readOnly && errorCode === '' && networkReaders.has(plainEventName(eventName));
}

function isFailed(record: RawRecord): boolean {
  return text(record['errorCode']) !== '' || text(record['errorMessage']) !== '';
}
