import { textOf } from './parse-head.ts';
import type { LogSource } from './rule-set.ts';

export function readLogSource(mapping: Readonly<Record<string, unknown>>): LogSource {
  const read = (key: string): string => textOf(mapping[key]).toLowerCase();
  return { category: read('category'), product: read('product'), service: read('service') };
}

/** CloudTrail, named by its product, its service or both; not another AWS service's own log. */
export function isCloudTrail({ category, product, service }: LogSource): boolean {
  if (product === 'aws' && service === 'cloudtrail') return true;
  if (category !== '') return false;
  return (product === 'aws' && service === '') || (product === '' && service === 'cloudtrail');
}
