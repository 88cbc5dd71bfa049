/** Something that a text says about the case and that can be looked up. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly text: string;
  /** Of a number, the word that follows it. */
  readonly unit?: string;
}

export const claimKinds = [
  'arn',
  'access key',
  'address',
  'account',
  'resource id',
  'technique',
  'time',
  'region',
  'action',
  'name',
  'number',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';

/** In this order: what one pattern takes the next ones no longer see, so that the digits of an address are no numbers. */
const patterns: readonly (readonly [Exclude<ClaimKind, 'action' | 'name'>, RegExp])[] = [
  ['arn', /\barn:aws[\w-]*:[^\s"'“”‘’`,;()]*[^\s"'“”‘’`,;().:…]/g],
  ['access key', /\b(?:AKIA|ASIA)[A-Z2-7]{12,16}\b/g],
  ['address', new RegExp(`(?<![\\w.])${octet}(?:\\.${octet}){3}(?:/\\d{1,2})?(?![\\w.]*\\d)`, 'g')],
  ['address', /(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}|:)(?:\/\d{1,3})?(?![\w:])/gi],
  ['time', /\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?/g],
  ['time', /(?<![\d:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])/g],
  ['account', /(?<![\w-])\d{12}(?![\w-])/g],
  [
    'resource id',
    /\b(?:i|vol|snap|sg|ami|vpc|subnet|eni|igw|rtb|acl|pcx|fl|tgw|nat)-[0-9a-f]{6,17}\b/g,
  ],
  ['technique', /\bT\d{4}(?:\.\d{3})?\b/g],
  ['region', /\b(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:[a-z]+-)?[a-z]+-\d\b/g],
];

const quoted = /“([^”]+)”|"([^"]+)"|`([^`]+)`/g;
const camelCase =
  /\b(?:[a-z0-9-]+:)?([A-Z][a-z]+(?:[A-Z]+[a-z0-9]*)+|[A-Z]{2,}[a-z]+(?:[A-Z][a-z0-9]*)+)\b/g;
/** A number stands for itself: in `sg-2`, `python3` and `v1.2.3` it is part of a name. */
const number = /(?<![\w.,:/#-])[-+$€]?\d[\d,]*(?:\.\d+)?(?![\w:/]|[.,-]\d|-\w)%?/g;

/** Everything in a text that can be checked. */
export function claimsIn(text: string): readonly Claim[] {
  const claims: Claim[] = [];
  let rest = text;
  const take = (pattern: RegExp, kindOf: (found: string) => ClaimKind | undefined) => {
    rest = rest.replace(pattern, (found: string, ...groups: unknown[]) => {
      const inner = groups.find((group) => typeof group === 'string' && group !== text);
      const word = pattern === quoted && typeof inner === 'string' ? inner : found;
      const kind = kindOf(word);
      if (kind === undefined) return found;
      claims.push({ kind, text: word });
      return ' '.repeat(found.length);
    });
  };
  take(quoted, () => 'name');
  for (const [kind, pattern] of patterns) take(pattern, () => kind);
  take(camelCase, kindOfName);
  return [...claims, ...numbersIn(rest)];
}

/** `82 to 122 dollars` are two numbers of dollars; `made 9 other calls` counts those that were not told of. */
function numbersIn(text: string): readonly Claim[] {
  return [...text.matchAll(number)].map((match) => {
    const after = text.slice(match.index + match[0].length);
    const unit = /^\s*(?:to [\d,.]+ )?(?:US )?([a-z]+)/i.exec(after)?.[1]?.toLowerCase();
    const isRest = unit === 'other' && text.slice(0, match.index).endsWith('made ');
    const counted = isRest ? 'others' : unit;
    return { kind: 'number', text: match[0], ...(counted === undefined ? {} : { unit: counted }) };
  });
}

/** Names of API calls begin with a verb, unlike those of products (GuardDuty) and policies. */
const verb =
  /^(?:Accept|Activate|Add|Allocate|Apply|Archive|Assign|Associate|Assume|Attach|Authorize|Batch|Cancel|Change|Check|Close|Console|Converse|Copy|Create|Deactivate|Decrypt|Delete|Deploy|Deregister|Describe|Detach|Disable|Disassociate|Download|Enable|Encrypt|Execute|Export|Generate|Get|Head|Import|Invite|Invoke|Launch|Leave|List|Lookup|Modify|Move|Password|Publish|Purge|Put|Reboot|Register|Reject|Release|Remove|Replace|Request|Reset|Restore|Resume|Revoke|Run|Schedule|Search|Send|Set|Share|Simulate|Start|Stop|Subscribe|Suspend|Switch|Tag|Terminate|Transfer|Untag|Update|Upload|Verify)(?=[A-Z])/;

function kindOfName(found: string): ClaimKind | undefined {
  const name = found.slice(found.indexOf(':') + 1);
  if (verb.test(name)) return 'action';
  return /(?:Access|Policy|Admin|Role|User|Power)$/.test(name) ? 'name' : undefined;
}
