import { bag, list, text } from '../../untyped.ts';
import { exposed, passed } from './access.ts';
import type { Call, ReadActs } from './act.ts';
import { refusedResource } from './refused.ts';
import { clean } from './words.ts';

/**
 * The call by its name, on the first thing it names: true for every call, and all that is known about a rare one. Even a
 * rare one can open a resource or pass a role, and then that is said as well.
 */
export const genericActs: ReadActs = (call) => {
  const service = clean(text(call.record['eventSource'])).replace(/\.amazonaws\.com$/, '');
  const called = [
    clean(call.name) || 'an unnamed call',
    ...(service === '' ? [] : [`of ${service}`]),
  ];
  const object = objectOf(call);
  const what = called.join(' ') + (object === '' ? '' : ` on ${object}`);
  const thing = object || `a resource of ${service}`;
  return [
    { verb: 'call', what, object },
    ...exposed(call, thing, object, 'use'),
    ...passed(call, object || service, object),
  ];
};

function objectOf({ record, request }: Call): string {
  return resourceOf(record) || idIn(request) || refusedResource(record);
}

function resourceOf(record: Readonly<Record<string, unknown>>): string {
  const [first] = list(record['resources']);
  const { ARN, arn } = bag(first);
  return clean(text(ARN) || text(arn));
}

const idKey = /(?:arn|id|identifier|name|url)$/i;

function idIn(request: Readonly<Record<string, unknown>>): string {
  const found = Object.entries(request).find(
    ([key, value]) => typeof value === 'string' && value !== '' && idKey.test(key.slice(-16)),
  );
  return clean(text(found?.[1]));
}
