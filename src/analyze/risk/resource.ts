import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { inputOf, type Reason, type Reasons, type RiskInput, when } from './factor.ts';

const byCriticality = [-8, 0, 4, 8] as const;
const words = ['is for trying things out', 'is ordinary', 'is important', 'is vital'] as const;

export function resourceInput(file: CaseFile): RiskInput {
  const { alert } = file;
  return inputOf(
    'resource',
    [criticalityReason(file), ...useReasons(file), ...readReasons(file)],
    'nothing is configured about this account',
    alert.events.slice(0, 1),
  );
}

/** What somebody wrote about the thing itself counts more than what they wrote about its account. */
function criticalityReason(file: CaseFile): Reason | undefined {
  const { alert, config, resource } = file;
  const named = (resource?.resources ?? [])
    .filter(({ criticality }) => criticality !== undefined && criticality.from !== 'account')
    .toSorted((a, b) => (b.criticality?.value ?? 0) - (a.criticality?.value ?? 0));
  const account = config.accounts.find(({ id }) => id === alert.account);
  const [thing] = named;
  const value = thing?.criticality?.value ?? account?.criticality ?? 1;
  const where =
    thing === undefined ? `account ${account?.name ?? alert.account}` : plain(thing.name, 80);
  const points = byCriticality[value] ?? 0;
  return when(points !== 0, points, `${where} ${words[value] ?? ''}`);
}

const secretData = /personal|secret|confidential|restricted|pii|payment|health/i;

function useReasons({ resource, alert }: CaseFile): Reasons {
  const things = resource?.resources ?? [];
  const evidence = alert.facts['resource']?.evidence ?? [];
  const held = things.find(({ data }) => secretData.test(data?.value ?? ''));
  const others = things.filter(
    ({ users }) => users.actorCount > 0 && !users.knownToActor && users.events >= 5,
  );
  const isUsual =
    things.length > 0 && things.every(({ users }) => users.knownToActor && users.events >= 10);
  return [
    when(held !== undefined, 4, `it holds ${plain(held?.data?.value ?? '', 40)} data`, evidence),
    when(others.length > 0, 2, 'others use this resource, but this actor never did', evidence),
    when(isUsual, -3, 'the actor has used this resource for long', evidence),
  ];
}

const manySecrets = 5;
const manyObjects = 1_000;
const manyBytes = 10 ** 9;

function readReasons({ resource, alert }: CaseFile): Reasons {
  const { objects, secrets, parameters } = resource?.reads ?? {};
  const evidence = alert.facts['resource']?.evidence ?? [];
  const read = Math.max(secrets?.nameCount ?? 0, parameters?.nameCount ?? 0);
  const isMuch = (objects?.count ?? 0) >= manyObjects || (objects?.bytes ?? 0) >= manyBytes;
  return [
    when(read >= manySecrets, 4, `the actor read ${read} secrets or parameters that day`, evidence),
    when(isMuch, 4, `the actor read ${objects?.count ?? 0} objects that day`, evidence),
  ];
}
