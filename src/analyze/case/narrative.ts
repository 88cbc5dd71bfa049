import type { Case, CaseAlert } from '#src/model/case.ts';
import type { Config } from '#src/model/config.ts';
import { counted } from '#src/model/plural.ts';
import { joinWords, plain } from '../narrative/plain.ts';
import { compareBySeverity } from './order.ts';
import { momentsOf, spoken } from './story.ts';

export interface ToldCase extends Pick<Case, 'links' | 'story' | 'firstSeen' | 'lastSeen'> {
  readonly alerts: readonly CaseAlert[];
  readonly accounts: readonly string[];
  readonly actors: readonly string[];
  readonly config: Config;
}

type Moment = ReturnType<typeof momentsOf>[number];

const mostNames = 2;

/** `kira: persistence, privilege escalation and impact in production`. */
export function titleOf(told: ToldCase): string {
  const tactics = told.story.map(({ tactic }) => spoken(tactic));
  const shown = tactics.length > 3 ? [...tactics.slice(0, 2), tactics.at(-1) ?? ''] : tactics;
  const what = shown.length === 0 ? counted(told.alerts.length, 'alert') : joinWords(shown);
  return `${whoIn(told)}: ${what} in ${whereIn(told)}`;
}

/** What happened, in the order in which it happened, and why it is told as one. */
export function narrativeOf(told: ToldCase): string {
  const { alerts, accounts, firstSeen, lastSeen } = told;
  const worst = alerts
    .filter(({ suppressed }) => suppressed === undefined)
    .toSorted(compareBySeverity)[0];
  const sentences = [
    `${counted(alerts.length, 'alert')} of ${whoIn(told)} in ${counted(accounts.length, 'account')}, from ${minuteOf(firstSeen)} to ${minuteOf(lastSeen)} UTC, belong together.`,
    ...momentsOf(told.story).map(momentText),
    worst === undefined
      ? ''
      : `The riskiest alert is “${plain(worst.title, 100)}” (${Math.round(worst.score)} of 100).`,
    joinedBy(told),
    quietMembers(alerts),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function momentText(chapters: Moment, index: number): string {
  const opening = index === 0 ? 'It began with' : 'Then came';
  const tactics = joinWords(chapters.map(({ tactic }) => spoken(tactic)));
  const together = chapters.length > 1 ? ' together' : '';
  const what = [...new Set(chapters.map((chapter) => chapter.what))].join('; ');
  return `${opening} ${tactics}${together} at ${minuteOf(chapters[0]?.time ?? '')}: ${what}.`;
}

/** People and programs, those who set off the most alerts first. */
function whoIn({ alerts }: ToldCase): string {
  const names = Map.groupBy(alerts, ({ actorName }) => plain(shortName(actorName), 60));
  const ordered = [...names].toSorted(([, a], [, b]) => b.length - a.length).map(([name]) => name);
  const others = ordered.length - mostNames;
  if (others > 0)
    return `${ordered.slice(0, mostNames).join(', ')} and ${counted(others, 'other')}`;
  return joinWords(ordered) || 'somebody unknown';
}

/** What stands last in an ARN or actor key: the person of a session, the name of a role. */
function shortName(name: string): string {
  if (!name.includes(':')) return name;
  const mark = name.includes('#') ? '#' : '/';
  return name.slice(name.lastIndexOf(mark) + 1);
}

function whereIn({ accounts, config }: ToldCase): string {
  const names = accounts.map(
    (account) => config.accounts.find(({ id }) => id === account)?.name ?? account,
  );
  const others = names.length - mostNames;
  return others > 0
    ? `${names.slice(0, mostNames).join(', ')} and ${counted(others, 'other account')}`
    : joinWords(names);
}

const words: Readonly<Record<Case['links'][number]['by'], string>> = {
  actor: 'the actor',
  session: 'the session',
  'access-key': 'the access key',
  ip: 'the address',
  resource: 'the resource',
  'role-assumption': 'the identity behind assumed roles',
};

function joinedBy({ links }: ToldCase): string {
  const kinds = Map.groupBy(links, ({ by }) => by);
  const widest = [...kinds.values()].flatMap((ofKind) => ofKind.slice(0, 1));
  if (widest.length === 0) return '';
  const named = widest.map(({ by, value, alerts }) => {
    const name = by === 'resource' ? value : shortName(value);
    return `${words[by]} ${plain(name, 80)} (${counted(alerts.length, 'alert')})`;
  });
  return `They are joined by ${joinWords(named)}.`;
}

function quietMembers(alerts: readonly CaseAlert[]): string {
  const quiet = alerts.filter(({ suppressed }) => suppressed !== undefined).length;
  if (quiet === 0) return '';
  return quiet === 1
    ? 'One of them was quieted by a filter; it counts as a member all the same.'
    : `${quiet} of them were quieted by filters; they count as members all the same.`;
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
