import type { RawRecord } from '#src/model/cloud-event.ts';
import { text } from '../../untyped.ts';
import { clean } from './words.ts';

const before = ' on resource: ';

/** What a refused call was about, from `User: … is not authorized to perform: … on resource: … because …`; else ''. */
export function refusedResource(record: RawRecord): string {
  const message = text(record['errorMessage']).slice(0, 4096);
  const at = message.indexOf(before);
  if (at === -1) return '';
  const [resource = ''] = message.slice(at + before.length).split(' ', 1);
  return clean(resource);
}
