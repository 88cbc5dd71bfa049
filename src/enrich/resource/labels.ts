import type { RawRecord } from '#src/model/cloud-event.ts';
import type { Config } from '#src/model/config.ts';
import { globMatches } from '#src/normalize/policy/glob.ts';
import { bag, pick, pickText } from '#src/normalize/untyped.ts';
import type { Resource } from './schema.ts';
import { ofAws } from './touched.ts';

type Labels = Pick<Resource['resources'][number], 'owner' | 'environment' | 'data' | 'criticality'>;
type Label = 'owner' | 'environment' | 'data' | 'criticality';
type Tags = ReadonlyMap<Label, string>;

/** Tag keys that people use for these, without case, spaces, dashes and underscores. */
const labelOfKey: ReadonlyMap<string, Label> = new Map([
  ['owner', 'owner'],
  ['team', 'owner'],
  ['contact', 'owner'],
  ['environment', 'environment'],
  ['env', 'environment'],
  ['stage', 'environment'],
  ['criticality', 'criticality'],
  ['businesscriticality', 'criticality'],
  ['data', 'data'],
  ['dataclass', 'data'],
  ['dataclassification', 'data'],
  ['classification', 'data'],
  ['confidentiality', 'data'],
]);

const criticalities = ['low', 'medium', 'high', 'critical'];
const longestLabel = 128;
const mostValues = 500;
const deepest = 5;

/** What is written down about a resource: in the configuration first, then in tags, then about its whole account. */
export function labelsOf(
  resource: { readonly resource: string; readonly name: string; readonly account: string },
  config: Config,
  tags: Tags,
): Labels {
  const configured = config.resources.find(({ pattern }) =>
    [resource.resource, resource.name].some((name) => globMatches(pattern, name)),
  );
  const account = config.accounts.find(({ id }) => id === resource.account);
  const own: Tags = resource.account === ofAws ? new Map() : tags;
  const text = (label: 'owner' | 'environment' | 'data', ofAccount?: string) =>
    labelled(label, configured?.[label], own.get(label), ofAccount);
  return {
    ...text('owner'),
    ...text('environment', account?.environment),
    ...text('data'),
    ...labelled(
      'criticality',
      configured?.criticality,
      criticalityOf(own.get('criticality')),
      account?.criticality,
    ),
  };
}

function labelled<Name extends Label, Value>(
  name: Name,
  configuration: Value | undefined,
  tags: Value | undefined,
  account: Value | undefined,
): Labels {
  const found = [
    { value: configuration, from: 'configuration' },
    { value: tags, from: 'tags' },
    { value: account, from: 'account' },
  ].find(({ value }) => value !== undefined);
  return found === undefined ? {} : { [name]: found };
}

function criticalityOf(tag: string | undefined): number | undefined {
  if (tag === undefined) return undefined;
  const word = criticalities.indexOf(tag.toLowerCase());
  if (word !== -1) return word;
  return /^[0-3]$/.test(tag) ? Number(tag) : undefined;
}

/**
 * Tags that the alert's records show, wherever they are: each service has its own place for them, and most spell a tag as
 * a key and a value. The first one of a meaning counts.
 */
export function tagsOf(records: readonly RawRecord[]): Tags {
  const tags = new Map<Label, string>();
  const search = { left: mostValues };
  for (const record of records)
    for (const part of [record['requestParameters'], record['responseElements']])
      collect(part, tags, search, 0);
  return tags;
}

function collect(
  value: unknown,
  tags: Map<Label, string>,
  search: { left: number },
  depth: number,
): void {
  if (typeof value !== 'object' || value === null || depth > deepest || search.left-- <= 0) return;
  const key = pickText(bag(value), 'key', 'tagKey');
  if (key !== '') addTag(key, pick(bag(value), 'value', 'tagValue'), tags);
  for (const [name, part] of Object.entries(value)) {
    if (/^tags?$/i.test(name)) addMap(part, tags);
    collect(part, tags, search, depth + 1);
  }
}

/** Lambda, EKS and others have an object of them. */
function addMap(value: unknown, tags: Map<Label, string>): void {
  if (Array.isArray(value)) return;
  for (const [key, tag] of Object.entries(bag(value)).slice(0, 50)) addTag(key, tag, tags);
}

function addTag(key: string, value: unknown, tags: Map<Label, string>): void {
  const label = labelOfKey.get(
    key
      .slice(0, 64)
      .toLowerCase()
      .replace(/[\s_-]/g, ''),
  );
  if (label === undefined || tags.has(label) || typeof value !== 'string' || value === '') return;
  tags.set(label, value.slice(0, longestLabel));
}
