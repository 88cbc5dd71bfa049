import type { Technique } from '#src/model/alert.ts';
import { actionTechniques } from './action-techniques.ts';
import { currentId, readTags, type Tactic, techniqueOf } from './attack.ts';
import type { ShownTechnique } from './shown-techniques.ts';

export interface TechniqueInput {
  readonly tags: readonly string[];
  /** `service:Action` of the calls that went through. */
  readonly actions: readonly string[];
  /** What the facts show. */
  readonly shown?: readonly ShownTechnique[];
}

/**
 * Techniques of an alert: those that its rule names, that its calls show and that its facts show. A technique may serve several
 * tactics; the one that the rule names is chosen, else the first in the order of an attack.
 */
export function techniquesOf({ tags, actions, shown = [] }: TechniqueInput): readonly Technique[] {
  const named = readTags(tags);
  const found = new Map<string, Technique>();
  for (const id of named.techniques)
    found.set(id, asTechnique(id, named.tactics, 'named by the rule'));
  for (const action of actions) {
    const id = actionTechniques.get(action);
    if (id === undefined || isCovered(id, found, actions.length === 1)) continue;
    found.set(id, asTechnique(id, named.tactics, `shown by ${action}`));
  }
  for (const { id, why } of shown)
    if (!found.has(id)) found.set(id, asTechnique(id, named.tactics, why));
  return [...found.values()];
}

/** What the rule says about its one call counts; of several calls each may be another sub-technique of the same parent. */
function isCovered(
  id: string,
  found: ReadonlyMap<string, Technique>,
  isOnlyCall: boolean,
): boolean {
  if (found.has(id)) return true;
  const isRelated = [...found.keys()].some((other) => other.slice(0, 5) === id.slice(0, 5));
  return isRelated && (isOnlyCall || id.length === 5);
}

function asTechnique(id: string, named: readonly Tactic[], why: string): Technique {
  const technique = techniqueOf(id);
  const tactic = technique?.tactics.find((each) => named.includes(each));
  return {
    id: currentId(id),
    name: technique?.name ?? id,
    tactic: tactic ?? technique?.tactics[0] ?? named[0] ?? 'unknown',
    why,
  };
}
