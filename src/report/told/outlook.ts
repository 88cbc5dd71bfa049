import { huntCommand } from '#src/analyze/case/hunt-command.ts';
import { Related } from '#src/enrich/related/schema.ts';
import type { Alert } from '#src/model/alert.ts';
import type { HuntAsk } from '#src/model/case.ts';
import { dayMs } from '#src/model/time.ts';
import { factOf } from './said.ts';

export interface Hunt {
  readonly question: string;
  /** Runs as it is in a POSIX shell. */
  readonly command: string;
}

/** For commands about a history that is thrown away with this run. */
const nowhere = './cairn-data';

/** The narrative, a sentence each, so that nobody has to read a wall of text to find the one that matters. */
export function outlookOf({ analysis }: Pick<Alert, 'analysis'>): readonly string[] {
  return analysis.narrative.split(/(?<=[.!?”]) (?=[“A-Z])/).filter((sentence) => sentence !== '');
}

/** Questions about the same hands, key and place from the day before the alert on, in all accounts. */
export function huntsOf(alert: Alert, dataFolder = nowhere): readonly Hunt[] {
  const links = factOf(alert, 'related', Related)?.links ?? [];
  const linkedBy = (kind: string) => links.find(({ by }) => by === kind)?.value;
  const actor = alert.actor.key;
  const [accessKey, ip] = [linkedBy('access-key'), linkedBy('ip')];
  return [
    ...asked('What else did this actor do, in any account?', actor && { actor }, alert, dataFolder),
    ...asked('Where else was its key used?', accessKey && { accessKey }, alert, dataFolder),
    ...asked('Who else came from its address?', ip && { ip }, alert, dataFolder),
  ];
}

function asked(
  question: string,
  ask: HuntAsk | '' | undefined,
  { firstSeen }: Alert,
  dataFolder: string,
): readonly Hunt[] {
  const seen = Date.parse(firstSeen);
  if (!ask || Number.isNaN(seen)) return [];
  const since = new Date(seen - dayMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const command = huntCommand(dataFolder, { ...ask, since });
  return command === undefined ? [] : [{ question, command }];
}
