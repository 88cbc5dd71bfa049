import { isIP } from 'node:net';

type Kind = 'ACCOUNT' | 'IP' | 'EMAIL' | 'KEY' | 'NAME';

/** Replaces what names people and places, and takes it back. One text has one pseudonym throughout a question. */
export interface Pseudonyms {
  hide(text: string): string;
  reveal(text: string): string;
}

export const noPseudonyms: Pseudonyms = { hide: (text) => text, reveal: (text) => text };

const pseudonym = /(?:ACCOUNT|IP|EMAIL|KEY|NAME)_\d+/g;

/**
 * Tried in this order at each place. What already looks like a pseudonym is replaced too, and none of them ends before a
 * digit, so that going back is exact.
 */
const shapes = [
  String.raw`(?<taken>(?:ACCOUNT|IP|EMAIL|KEY|NAME)_\d+)`,
  String.raw`(?<email>[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+\d*)`,
  String.raw`(?<arn>\barn:aws[\w-]*:[^\s"'<>⟦⟧,;)\]}]+)`,
  String.raw`(?<key>\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA|AGPA|AIPA|ANPA|ANVA|APKA)[A-Z0-9]{6,})`,
  String.raw`(?<address>\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:]))`,
  String.raw`(?<account>(?<!\d)\d{12}(?!\d))`,
];

/** Parts of ARNs that name a kind of thing, not a thing; such words name nobody. */
const kinds = new Set(
  'user role group policy account organization ou console AWS assumed-role federated-user root mfa instance-profile saml-provider oidc-provider server-certificate instance security-group volume snapshot image vpc subnet function layer secret key alias trail table stream topic queue db cluster detector log-group log-stream parameter document stack bucket task service repository certificate rule event-bus state-machine service-role aws-service-role aws-reserved sso.amazonaws.com inference-profile foundation-model'.split(
    ' ',
  ),
);

const mostNames = 500;

/** `names` are texts that are names for sure: users, roles, sessions, accounts, resources. */
export function pseudonymsFor(names: Iterable<string>): Pseudonyms {
  const byText = new Map<string, string>();
  const byPseudonym = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const replace = (kind: Kind, text: string): string => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `${kind}_${count}`;
    byText.set(text, made);
    byPseudonym.set(made, text);
    return made;
  };
  const found = new RegExp([...shapes, ...nameShape(names)].join('|'), 'gu');
  return {
    hide(text) {
      let [hidden, end] = ['', 0];
      for (const match of text.matchAll(found)) {
        hidden += text.slice(end, match.index) + hideOne(match, replace);
        end = match.index + match[0].length;
      }
      return hidden + text.slice(end);
    },
    reveal: (text) => text.replaceAll(pseudonym, (made) => byPseudonym.get(made) ?? made),
  };
}

function hideOne(
  { 0: text, groups = {} }: RegExpExecArray,
  replace: (kind: Kind, text: string) => string,
): string {
  if (groups['arn'] !== undefined) return hideArn(text, replace);
  if (groups['address'] !== undefined) return isIP(text) === 0 ? text : replace('IP', text);
  if (groups['email'] !== undefined) return replace('EMAIL', text);
  if (groups['key'] !== undefined) return replace('KEY', text);
  if (groups['account'] !== undefined) return replace('ACCOUNT', text);
  return replace('NAME', text);
}

/** An ARN keeps its shape, its service, its region and what kind of thing it names. Policies of AWS are nobody's secret. */
function hideArn(arn: string, replace: (kind: Kind, text: string) => string): string {
  if (arn.search(pseudonym) !== -1) return replace('NAME', arn);
  const whole = arn.replace(/[.:]+$/, '');
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] =
    whole.split(':');
  if (account === 'aws') return arn;
  const owner = /^\d{12}$/.test(account) ? replace('ACCOUNT', account) : account;
  const resource = hideResource(rest.join(':'), replace);
  return [prefix, partition, service, region, owner, resource].join(':') + arn.slice(whole.length);
}

/** `user/path/alice`: all parts but those that say what kind of thing it is. The last one is the thing itself. */
function hideResource(resource: string, replace: (kind: Kind, text: string) => string): string {
  const pieces = resource.split(/([/:])/);
  return pieces
    .map((piece, index) => {
      const isKind = isKindOfThing(piece) && (index < pieces.length - 1 || pieces.length === 1);
      if (piece === '' || /^[*/:]$/.test(piece) || isKind) return piece;
      return replace(piece.includes('@') ? 'EMAIL' : 'NAME', piece);
    })
    .join('');
}

/** Too short a name is found in every other word, and some names are kinds. */
function isTelling(name: string): boolean {
  return name.length >= 3 && name.length <= 128 && !isKindOfThing(name) && !/^[\d.:]+$/.test(name);
}

export function isKindOfThing(word: string): boolean {
  return kinds.has(word);
}

function nameShape(names: Iterable<string>): readonly string[] {
  const telling = [...new Set(names)].filter(isTelling);
  const longestFirst = telling.toSorted((a, b) => b.length - a.length).slice(0, mostNames);
  if (longestFirst.length === 0) return [];
  const either = longestFirst.map(escaped).join('|');
  return [`(?<![\\p{L}\\p{N}_])(?:${either})(?![\\p{L}\\p{N}_])`];
}

function escaped(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
