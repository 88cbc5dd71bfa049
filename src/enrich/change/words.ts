import { joined } from '#src/normalize/derived/changes/words.ts';
import type { Effect, Principal } from '#src/normalize/derived/effects/effect.ts';

/** What a call gave, in a form that two calls can be compared by: nobody, or whom and what. */
export function stateOf({ principals, privileges, conditions }: Effect): string {
  if (principals.length === 0 && privileges.length === 0) return 'nothing';
  const who = principals.map(({ name }) => name);
  const limits = conditions.length === 0 ? '' : `, if ${joined(conditions)}`;
  const what = privileges.length === 0 ? '' : joined(privileges);
  return [joined(who), what].filter((part) => part !== '').join(': ') + limits;
}

/** Those parts of an effect that can be there or not. */
export function partsOf({ principals, privileges }: Effect): readonly string[] {
  return [...principals.map(({ name }) => name), ...privileges];
}

/** `role Admin can now be assumed by account 999988887777, which is not in the organisation`. */
export function sentenceOf(effect: Effect, ownIsKnown: boolean): string {
  if (effect.sentence !== undefined) return effect.sentence + adminWords(effect);
  if (effect.kind === 'policy') return policySentence(effect);
  const who = whoWords(effect.principals, ownIsKnown);
  const limits = effect.conditions.length === 0 ? '' : ' under conditions';
  if (effect.kind === 'trust') {
    if (effect.principals.length === 0) return `nobody can assume ${effect.thing} by its policy`;
    return `${effect.thing} can now be assumed by ${who}${limits}`;
  }
  if (effect.principals.length === 0) return `the policy of ${effect.thing} lets in nobody`;
  const actions = effect.privileges.length === 0 ? '' : ` (${joined(effect.privileges)})`;
  return `${effect.thing} can now be used by ${who}${actions}${limits}`;
}

function policySentence(effect: Effect): string {
  const { principals, privileges, thing } = effect;
  const who = joined(principals.map(({ name }) => name));
  const what = joined(privileges.map((each) => (each === '*' ? 'everything' : each)));
  const holders = who === '' ? `whoever has ${thing}` : who;
  const by = who === '' ? '' : ` by ${thing}`;
  if (what === '') return `what ${holders} can do changed${by}`;
  return `${holders} can now do ${what}${by}${adminWords(effect)}`;
}

function adminWords({ adminEquivalent }: Effect): string {
  return adminEquivalent ? ' (as good as administrator)' : '';
}

function whoWords(principals: readonly Principal[], ownIsKnown: boolean): string {
  const outside = ownIsKnown ? 'which is not in the organisation' : 'which is another account';
  return joined(
    principals.map(({ name, external, public: isPublic, account }) =>
      external && !isPublic && account !== undefined ? `${name}, ${outside}` : name,
    ),
  );
}
