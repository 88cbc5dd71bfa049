import type { RawRecord } from '#src/model/cloud-event.ts';
import { bag } from './untyped.ts';

const mostResources = 16;
/** Values looked at in one event: a request may list thousands of things. */
const mostValues = 200;
const deepest = 4;
const longest = 2_048;

/** Keys that end like a resource's name and are something else. */
const notResources: ReadonlySet<string> = new Set([
  'requestId',
  'x-amz-request-id',
  'ownerId',
  'accountId',
  'accountID',
  'versionId',
  'principalId',
  'roleSessionName',
  'hostId',
  'clientTokenId',
]);

/** Verdicts on keys by name. Keys come from the input, so their number is bounded. */
const verdicts = new Map<string, boolean>();
const mostVerdicts = 10_000;

/**
 * ARNs, ids and names of what the event touched, at most 16, without repeats: first the record's own list of resources,
 * then the fields of request and response whose key says that they name something (`roleArn`, `BucketName`, `groupId`).
 */
export function resourcesOf(record: RawRecord): readonly string[] {
  const search: Search = { found: [], left: mostValues };
  addListed(record['resources'], search);
  addNamed(record['requestParameters'], search, 0);
  addNamed(record['responseElements'], search, 0);
  return search.found;
}

interface Search {
  readonly found: string[];
  left: number;
}

function addListed(resources: unknown, search: Search): void {
  if (!Array.isArray(resources)) return;
  for (const resource of resources) {
    if (search.left-- <= 0) return;
    const { ARN, arn } = bag(resource);
    add(ARN ?? arn, search);
  }
}

function addNamed(value: unknown, search: Search, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > deepest) return;
  for (const key in value) {
    if (search.left-- <= 0) return;
    addField(key, (value as Record<string, unknown>)[key], search, depth);
  }
}

function addField(key: string, value: unknown, search: Search, depth: number): void {
  if (typeof value === 'string') {
    if (namesResource(key)) add(value, search);
  } else if (Array.isArray(value)) addElements(value, namesResource(key), search, depth + 1);
  else addNamed(value, search, depth + 1);
}

/** `instanceIds: ["i-1", "i-2"]` lists names itself; the objects of any list may hold some. */
function addElements(
  values: readonly unknown[],
  areNames: boolean,
  search: Search,
  depth: number,
): void {
  for (const value of values) {
    if (search.left-- <= 0) return;
    if (typeof value !== 'string') addNamed(value, search, depth);
    else if (areNames) add(value, search);
  }
}

function add(name: unknown, { found }: Search): void {
  if (typeof name !== 'string' || name === '' || name.length > longest) return;
  if (found.length < mostResources && !found.includes(name)) found.push(name);
}

function namesResource(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict =
    /(?:^|[a-z\d_-])(?:Arn|ARN|Name|Id|ID|Identifier)s?$|^(?:arn|name|id)s?$/.test(key) &&
    !notResources.has(key) &&
    !/request-?id$/i.test(key);
  if (verdicts.size < mostVerdicts && key.length <= 128) verdicts.set(key, verdict);
  return verdict;
}
