import { iaasTechniques } from './iaas-techniques.ts';
import { revokedTechniques } from './revoked-techniques.ts';

/** ATT&CK tactics of version 19 in the order in which an attack usually goes. */
export const tactics = [
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
] as const;
export type Tactic = (typeof tactics)[number];

export interface KnownTechnique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly Tactic[];
}

const known: ReadonlyMap<string, KnownTechnique> = new Map(
  iaasTechniques.map(([id, name, ofTactics]) => [
    id,
    { id, name, tactics: ofTactics.split(' ').filter(isTactic) },
  ]),
);

function isTactic(name: string): name is Tactic {
  return (tactics as readonly string[]).includes(name);
}

/** By id of any version, in any case: a revoked id gives what replaced it. Undefined for those that no cloud knows. */
export function techniqueOf(id: string): KnownTechnique | undefined {
  return known.get(currentId(id));
}

/** The id that version 19 uses. A replacement may itself have been replaced. */
export function currentId(id: string): string {
  let current = id.toUpperCase();
  for (let step = 0; step < 5; step += 1) {
    const next = revokedTechniques.get(current);
    if (!next) return current;
    current = next;
  }
  return current;
}

export interface AttackTags {
  /** Current ids, without repeats, in the order of the tags. */
  readonly techniques: readonly string[];
  readonly tactics: readonly Tactic[];
}

/**
 * What Sigma tags say: `attack.t1098.003`, `attack.privilege-escalation`. Version 19 split defense evasion in two, so
 * that old name stands for both.
 */
export function readTags(tags: readonly string[]): AttackTags {
  const techniques = new Set<string>();
  const named = new Set<Tactic>();
  for (const tag of tags) {
    const name = /^attack\.(.+)$/i.exec(tag)?.[1]?.toLowerCase().replaceAll('_', '-') ?? '';
    if (/^t\d{4}(\.\d{3})?$/.test(name)) techniques.add(currentId(name));
    for (const tactic of name === 'defense-evasion' ? ['stealth', 'defense-impairment'] : [name])
      if (isTactic(tactic)) named.add(tactic);
  }
  return { techniques: [...techniques], tactics: [...named] };
}
