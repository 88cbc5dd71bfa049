import type { HuntAsk } from '#src/model/case.ts';
import { cli } from '../runbooks/cli.ts';

/** Undefined where a value cannot be written so that a shell hands it on as it is. */
export function huntCommand(dataFolder: string, ask: HuntAsk): string | undefined {
  const options = [
    cli`cairn hunt --data ${dataFolder}`,
    ask.actor && cli` --actor ${ask.actor}`,
    ask.session && cli` --session ${ask.session}`,
    ask.accessKey && cli` --access-key ${ask.accessKey}`,
    ask.ip && cli` --ip ${ask.ip}`,
    ask.resource && cli` --resource ${ask.resource}`,
    ask.action && cli` --action ${ask.action}`,
    ask.account && cli` --account ${ask.account}`,
    ask.since && cli` --since ${ask.since}`,
    ask.until && cli` --until ${ask.until}`,
  ];
  const asked = Object.values(ask).filter((value) => value !== undefined).length;
  const written = options.filter((option) => option !== undefined && option !== '');
  return written.length === asked + 1 ? written.join('') : undefined;
}
