import type { Case, CaseAlert, CaseLink, HuntAsk } from '#src/model/case.ts';
import { dayMs } from '#src/model/time.ts';
import { plain } from '../narrative/plain.ts';
import { cli } from '../runbooks/cli.ts';
import { huntCommand } from './hunt-command.ts';
import type { KnownAlert } from './known-alert.ts';
import { compareCaseAlerts } from './order.ts';

export interface HuntInput {
  /** Of the case. */
  readonly id: string;
  readonly alerts: readonly CaseAlert[];
  readonly links: readonly CaseLink[];
  readonly known: ReadonlyMap<string, KnownAlert>;
  readonly actors: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly dataFolder: string;
}

const mostHunts = 12;
const mostOfKind = 3;
/** How far back the places and things of a case are asked about: a thief may have come earlier, unseen. */
const beforeDays = 30;

/** Questions that the case leaves open, over all accounts: what else the same hands, keys and places did. */
export function huntsOf(input: HuntInput): Case['hunts'] {
  const { firstSeen, actors, dataFolder } = input;
  const from = daysFrom(firstSeen, -beforeDays);
  const shared = sharedValues(input);
  const asked: readonly { readonly question: string; readonly ask: HuntAsk }[] = [
    ...actors
      .filter((actor) => actor !== '')
      .slice(0, mostOfKind)
      .map((actor) => ({
        question: `What else did ${plain(actor)} do, in any account?`,
        ask: { actor, since: daysFrom(firstSeen, -1) },
      })),
    ...shared('role-assumption').map((value) => ({
      question: `What else did whoever is behind ${plain(value)} do?`,
      ask: { ...(isKey(value) ? { accessKey: value } : { actor: value }), since: from },
    })),
    ...shared('access-key').map((accessKey) => ({
      question: `Where else was access key ${plain(accessKey)} used?`,
      ask: { accessKey, since: from },
    })),
    ...shared('ip').map((ip) => ({
      question: `Who else came from ${plain(ip)}, in any account?`,
      ask: { ip, since: from },
    })),
    ...shared('resource').map((resource) => ({
      question: `Who else touched ${plain(resource)}?`,
      ask: { resource, since: from },
    })),
    ...actionsOf(input).map((action) => ({
      question: `Who else called ${plain(action)}, in any account, at that time?`,
      ask: { action, since: daysFrom(firstSeen, -1), until: daysFrom(input.lastSeen, 1) },
    })),
  ];
  return asked.slice(0, mostHunts).flatMap(({ question, ask }) => {
    const command = huntCommand(dataFolder, ask) ?? caseCommand(dataFolder, input.id);
    return command === undefined ? [] : [{ question, ask, command }];
  });
}

/** The same case, with commands that name this data folder. */
export function withCommands(told: Case, dataFolder: string): Case {
  const hunts = told.hunts.map((hunt) => ({
    ...hunt,
    command: huntCommand(dataFolder, hunt.ask) ?? caseCommand(dataFolder, told.id) ?? hunt.command,
  }));
  const next = told.next.map(({ command: _old, ...each }) => {
    const command = each.ask && huntCommand(dataFolder, each.ask);
    return { ...each, ...(command && { command }) };
  });
  return { ...told, hunts, next };
}

/** Asks all questions of the case: also those with values that a shell would not hand on as they are. */
function caseCommand(dataFolder: string, id: string): string | undefined {
  return cli`cairn hunt --data ${dataFolder} --case ${id}`;
}

function isKey(value: string): boolean {
  return /^A(?:KI|SI)A[A-Z0-9]+$/.test(value);
}

/** What joined the alerts first, then what the worst alerts have beside. */
function sharedValues({
  links,
  alerts,
  known,
}: HuntInput): (by: CaseLink['by']) => readonly string[] {
  const worst = alerts.toSorted(compareCaseAlerts);
  const own = worst.flatMap(({ id }) => known.get(id)?.links ?? []);
  return (by) => {
    const values = [...links, ...own].filter((link) => link.by === by).map(({ value }) => value);
    return [...new Set(values)].slice(0, mostOfKind);
  };
}

function actionsOf({ alerts, known }: HuntInput): readonly string[] {
  const worst = alerts.toSorted(compareCaseAlerts);
  const actions = worst.flatMap(({ id }) => known.get(id)?.action ?? []);
  return [...new Set(actions)].slice(0, mostOfKind).map(shortAction);
}

/** `iam:CreateUser`, as it is shown and typed everywhere. */
function shortAction(action: string): string {
  return action.replace(/^([a-z0-9-]+)\.amazonaws\.com:/, '$1:');
}

function daysFrom(time: string, days: number): string {
  return new Date(Date.parse(time) + days * dayMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
