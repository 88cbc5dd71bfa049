import type { Alert } from '#src/model/alert.ts';
import { bag } from '#src/normalize/untyped.ts';
import { compoundParts } from '../../verify/vocabulary.ts';
import { isKindOfThing } from './pseudonyms.ts';

/** Keys of facts whose texts are names. */
const nameKey =
  /^(?:name|user|role|session|actor|owner|bucket|resource|target|principal|sourceIdentity|externalId|key)$|Name$/;

const mostTexts = 3_000;
const deepest = 6;

const word = /[\p{L}\p{N}._+=@:/-]+/gu;

/** Regions, numbers, times, techniques, API actions and user agents look like identifiers and name nobody. */
const noName =
  /^(?:[a-z]{2}(?:-[a-z]+)+-\d|[\d.:-]+|T\d{4}\.\d{3}|\d{4}-\d\d-\d\d.*|.*\.amazonaws\.com.*|.*[:/].*)$/;

/** Names of people and things in these alerts: from the fields that hold names, from ARNs, and from sentences. */
export function namesIn(alerts: readonly Alert[]): ReadonlySet<string> {
  return new Set(
    alerts.flatMap((alert) => [
      ...namedFields(alert).flatMap(namesOf),
      ...Object.values(alert.facts).flatMap(({ value }) => [...namedIn(value)].flatMap(namesOf)),
      ...sentencesOf(alert).flatMap(identifiersIn),
    ]),
  );
}

function namedFields({ actor, accountName, resources }: Alert): readonly string[] {
  const hops = actor.chain.flatMap(({ name, principal }) => [name, principal]);
  return [actor.name, actor.key, ...(accountName ? [accountName] : []), ...resources, ...hops];
}

function sentencesOf({ changes, story, analysis }: Alert): readonly string[] {
  const { risky, benign } = analysis.risk;
  const reasons = [...risky, ...benign].map(({ why }) => why);
  return [...changes, story?.text ?? '', ...reasons, ...analysis.runbook.map(({ step }) => step)];
}

/** A text that is a name, or the names within an ARN. */
function namesOf(text: string): readonly string[] {
  if (!text.startsWith('arn:')) return [text];
  const [, , , , account = '', ...rest] = text.split(':');
  if (account === 'aws') return [];
  return rest.flatMap((part) => part.split('/')).filter((piece) => !isKindOfThing(piece));
}

/** What looks like an identifier within a sentence: digits, underscores, or hyphens where English has none. */
function identifiersIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(word)]
    .map(([found]) => found.replace(/^[._+=:/-]+|[._+=:/-]+$/g, ''))
    .filter((found) => /[-_\p{N}]|\p{L}\.\p{L}/u.test(found))
    .filter((found) => !noName.test(found) && !isCompound(found));
}

function isCompound(text: string): boolean {
  return text.split('-').every((part) => compoundParts.has(part.toLowerCase()));
}

type Place = readonly [key: string, value: unknown, depth: number];

function* namedIn(fact: unknown): Generator<string> {
  const waiting: Place[] = [['', fact, 0]];
  for (let seen = 0; seen < mostTexts; seen += 1) {
    const next = waiting.pop();
    if (next === undefined) return;
    const [key, value, depth] = next;
    if (typeof value === 'string' && isName(key, value)) yield value;
    if (typeof value !== 'string' && depth < deepest)
      waiting.push(...placesIn(key, value, depth + 1));
  }
}

function placesIn(key: string, value: unknown, depth: number): readonly Place[] {
  if (Array.isArray(value)) return value.slice(0, mostTexts).map((each) => [key, each, depth]);
  return Object.entries(bag(value)).map(([name, each]) => [name, each, depth]);
}

/** An ARN, or one word in a field that holds names, and no word of ours such as `service` or `root`. */
function isName(key: string, text: string): boolean {
  if (text.startsWith('arn:')) return true;
  return nameKey.test(key) && /^[^\s:]+$/.test(text) && !/^[a-z]{1,8}$/.test(text);
}
