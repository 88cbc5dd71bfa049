import { actionTechniques } from '../attack/action-techniques.ts';
import { techniqueOf } from '../attack/attack.ts';

const action = /\b([a-z][a-z0-9-]*)(?:\.amazonaws\.com)?:([A-Z][A-Za-z0-9]+)/g;

/** `service:Action` of all calls that a text names. */
export function actionsIn(text: string): readonly string[] {
  const found = [...text.matchAll(action)].map(([, service, name]) => `${service}:${name}`);
  return [...new Set(found)];
}

/**
 * Whether a technique fits an alert: it, its parent or a sibling is one that the rule or the facts show, or that one of
 * the calls is known to serve.
 */
export function isPlausible(
  id: string,
  shown: readonly string[],
  actions: readonly string[],
): boolean {
  const served = actions.flatMap((name) => actionTechniques.get(name) ?? []);
  return [...shown, ...served].some((other) => familyOf(other) === familyOf(id));
}

/** The current name of a technique that version 19 has for clouds under exactly this id. */
export function currentTechnique(
  id: string,
): { readonly id: string; readonly name: string } | undefined {
  const known = techniqueOf(id);
  return known !== undefined && known.id === id ? known : undefined;
}

function familyOf(id: string): string {
  return id.slice(0, 5);
}
