import type { Alert } from '#src/model/alert.ts';
import { bag } from '#src/normalize/untyped.ts';
import { compoundParts } from '../../verify/vocabulary.ts';
import { isKindOfThing } from './pseudonyms.ts';

/** Keys of facts whose texts are names. */
const nameKey =
  /^(?:name|user|role|session|actor|owner|bucket|resource|target|principal|sourceIdentity|externalId|key)$|Name$/;

const mostTexts = 3_000;
const deepest = 6;

/** What looks like an identifier within a sentence: digits, underscores, or hyphens where English has none. */
const identifier =
  /(?<![\p{L}\p{N}:/._-])[\p{L}\p{N}][\p{L}\p{N}._+=-]*[-_.][\p{L}\p{N}._+=-]*[\p{L}\p{N}](?![\p{L}\p{N}:_-])/gu;
const noName =
  /^(?:[a-z]{2}(?:-[a-z]+)+-\d|[\d.:-]+|T\d{4}\.\d{3}|\d{4}-\d\d-\d\d.*|.*\.amazonaws\.com)$/;

/** Names of people and things in these alerts: from the fields that hold names, from ARNs, and from sentences. */
export function namesIn(alerts: readonly Alert[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (text: string | undefined) => {
    for (const name of text === undefined ? [] : namesOf(text)) names.add(name);
  };
  for (const { actor, accountName, resources, facts, changes, story, analysis } of alerts) {
    for (const each of [actor.name, actor.key, accountName, ...resources]) add(each);
    for (const { name, principal } of actor.chain) for (const each of [name, principal]) add(each);
    for (const { value } of Object.values(facts)) for (const each of namedIn(value)) add(each);
    const { risky, benign } = analysis.risk;
    const reasons = [...risky, ...benign].map(({ why }) => why);
    const steps = analysis.runbook.map(({ step }) => step);
    for (const each of [...changes, story?.text ?? '', ...reasons, ...steps])
      for (const name of identifiersIn(each)) names.add(name);
  }
  return names;
}

/** A text that is a name, or the names within an ARN. */
function namesOf(text: string): readonly string[] {
  if (!text.startsWith('arn:')) return [text];
  const [, , , , account = '', ...rest] = text.split(':');
  if (account === 'aws') return [];
  return rest.flatMap((part) => part.split('/')).filter((piece) => !isKindOfThing(piece));
}

function identifiersIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(identifier)]
    .map(([word]) => word)
    .filter((word) => !noName.test(word) && !isCompound(word));
}

function isCompound(word: string): boolean {
  return word.split('-').every((part) => compoundParts.has(part.toLowerCase()));
}

function* namedIn(value: unknown): Generator<string> {
  const waiting: (readonly [key: string, value: unknown, depth: number])[] = [['', value, 0]];
  for (let seen = 0; seen < mostTexts; seen += 1) {
    const next = waiting.pop();
    if (next === undefined) return;
    const [key, each, depth] = next;
    if (typeof each === 'string' && (each.startsWith('arn:') || isName(key, each))) yield each;
    if (typeof each !== 'object' || each === null || depth >= deepest) continue;
    for (const [name, inner] of Object.entries(bag(each)))
      waiting.push([Array.isArray(each) ? key : name, inner, depth + 1]);
  }
}

/** One word in a field that holds names, and no word of ours such as `service` or `root`. */
function isName(key: string, text: string): boolean {
  return nameKey.test(key) && /^[^\s:]+$/.test(text) && !/^[a-z]{1,8}$/.test(text);
}
