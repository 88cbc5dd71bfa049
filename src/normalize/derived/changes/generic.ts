import { bag, list, text } from '../../untyped.ts';
import type { ReadActs } from './act.ts';
import { clean } from './words.ts';

/** The call by its name, on the first thing it names: true for every call, and all that is known about a rare one. */
export const genericActs: ReadActs = ({ record, name, request }) => {
  const service = clean(text(record['eventSource'])).replace(/\.amazonaws\.com$/, '');
  const called = [clean(name) || 'an unnamed call', ...(service === '' ? [] : [`of ${service}`])];
  const object = resourceOf(record) || idIn(request);
  const what = called.join(' ') + (object === '' ? '' : ` on ${object}`);
  return [{ verb: 'call', what, object }];
};

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
