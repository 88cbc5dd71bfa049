import { bag, list, text } from '../../untyped.ts';
import { exposed, passed } from './access.ts';
import type { Act, Call, ReadActs } from './act.ts';
import { refusedResource } from './refused.ts';
import { serviceName } from './service-names.ts';
import { clean } from './words.ts';

/**
 * The call in the words of its name, on the first thing it names: true for every call, and all that is known about a rare
 * one. Even a rare one can open a resource or pass a role, and then that is said as well.
 */
export const genericActs: ReadActs = (call) => {
  const service = clean(serviceName(text(call.record['eventSource'])));
  const object = objectOf(call);
  const thing = object || `a resource of ${service}`;
  return [
    { ...sentenceOf(call.name, service, object), object },
    ...exposed(call, thing, object, 'use'),
    ...passed(call, object || service, object),
  ];
};

/** How the first word of a call's name is said, where the rest of the name is what it acts on. */
const verbs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Associate: 'associate',
    Attach: 'attach',
    Cancel: 'cancel',
    Copy: 'copy',
    Create: 'create',
    Delete: 'delete',
    Deregister: 'deregister',
    Describe: 'list',
    Detach: 'detach',
    Disable: 'disable',
    Disassociate: 'disassociate',
    Enable: 'enable',
    Export: 'export',
    Get: 'read',
    Import: 'import',
    List: 'list',
    Lookup: 'search',
    Modify: 'change',
    Put: 'set',
    Register: 'register',
    Remove: 'remove',
    Restore: 'restore',
    Search: 'search',
    Start: 'start',
    Stop: 'stop',
    Update: 'change',
  }),
);

/** Verbs after which the name of a call says what kind of thing its object is. */
const direct: ReadonlySet<string> = new Set(
  'associate attach cancel copy create delete deregister detach import register remove restore start stop'.split(
    ' ',
  ),
);

/**
 * `listed users (IAM)`, `read the bucket policy of payroll (S3)`, `created a work group (Athena)`; a name that does not
 * begin so is only quoted.
 */
function sentenceOf(name: string, service: string, object: string): Pick<Act, 'verb' | 'what'> {
  const [first = '', ...rest] = /^[A-Za-z0-9]+$/.test(name) ? wordsOf(name) : [];
  const known = verbs.get(first);
  if (known === undefined || rest.length === 0) return quoted(name, service, object);
  const things = rest.join(' ');
  const areMany = /[^su]s$/.test(things);
  const verb = known === 'list' && !areMany ? 'read' : known;
  const named = direct.has(verb)
    ? directObject(things, areMany, object)
    : ownedThing(things, areMany, object);
  return { verb, what: `${named}${service && ` (${service})`}` };
}

/** `work group reports`, and where it is not named `a work group`. */
function directObject(things: string, areMany: boolean, object: string): string {
  if (object !== '') return `${things} ${object}`;
  if (areMany) return things;
  return `${/^[aeiou]/i.test(things) ? 'an' : 'a'} ${things}`;
}

/** `the bucket policy of payroll`, and of nothing in particular `the account summary` or `users`. */
function ownedThing(things: string, areMany: boolean, object: string): string {
  if (object !== '') return `the ${things} of ${object}`;
  return areMany ? things : `the ${things}`;
}

function quoted(name: string, service: string, object: string): Pick<Act, 'verb' | 'what'> {
  const called = clean(name) || 'an unnamed call';
  return {
    verb: 'call',
    what: `${called}${service && ` of ${service}`}${object && ` on ${object}`}`,
  };
}

/** Abbreviations that names of calls write as words: `GetBucketAcl`, `DescribeVpcs`. */
const abbreviation = /^(?:Acl|Api|Arn|Db|Dns|Iam|Ip|Kms|Mfa|Nat|Saml|Ssh|Sso|Tls|Url|Vpc|Vpn)(s?)$/;

/** `GetIAMPolicy` → `Get`, `IAM`, `policy`. */
function wordsOf(name: string): readonly string[] {
  const [first = '', ...rest] = clean(name).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+/g) ?? [];
  return [first, ...rest.map(spokenWord)];
}

function spokenWord(word: string): string {
  const [, plural] = abbreviation.exec(word) ?? [];
  if (plural !== undefined)
    return word.slice(0, word.length - plural.length).toUpperCase() + plural;
  return /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase();
}

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
