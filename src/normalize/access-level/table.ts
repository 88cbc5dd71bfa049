import levels from './levels.json' with { type: 'json' };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = 'List' | 'Read' | 'Tagging' | 'Write' | 'Permissions management';

/** `levels.json`, which `tools/build-access-levels.ts` writes: only what the verb of an action does not say. */
export interface LevelTable {
  readonly source: string;
  /** Prefixes of all services, with spaces between. */
  readonly services: string;
  /** By level, the verbs that stand for it; every other verb writes. */
  readonly verbs: Readonly<Record<string, string>>;
  /** By service and level, the actions whose verb says something else. */
  readonly exceptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const table: LevelTable = levels;
const services = new Set(table.services.split(' '));
const verbs = readRows(table.verbs);
const exceptions = new Map(
  Object.entries(table.exceptions).map(([service, rows]) => [service, readRows(rows)]),
);

/** The level of an IAM action; undefined when IAM knows no such service. */
export function levelOfAction(service: string, action: string): AccessLevel | undefined {
  if (!services.has(service)) return undefined;
  return exceptions.get(service)?.get(action) ?? verbs.get(verbOf(action)) ?? 'Write';
}

/** `DescribeInstances` → `Describe`, `BatchGetImage` → `BatchGet`. */
export function verbOf(action: string): string {
  return /^(?:Batch(?=[A-Z]))?(?:[A-Z][a-z]*|[a-z]+)/.exec(action)?.[0] ?? '';
}

function readRows(rows: Readonly<Record<string, string>>): ReadonlyMap<string, AccessLevel> {
  const entries = Object.entries(rows).flatMap(([level, names]) =>
    names.split(' ').map((name) => [name, level as AccessLevel] as const),
  );
  return new Map(entries);
}
