import type { RawRecord } from '#src/model/cloud-event.ts';
import { plainEventName } from '../event-name.ts';
import { isRefusal } from '../refusal.ts';
import { bag, text } from '../untyped.ts';
import type { Act, Call } from './changes/act.ts';
import { genericActs } from './changes/generic.ts';
import { readerOf } from './changes/readers.ts';
import { clean, pastOf } from './changes/words.ts';
import type { DeriveSettings } from './settings.ts';

/** One thing that a call changed (or read, or tried), in plain words. */
export interface Change {
  /** Without a subject and full stop: `attached AdministratorAccess to user deploy-bot`. */
  readonly text: string;
  /** Name, id or ARN of the thing; '' where the call names none. */
  readonly object: string;
  /** What was given or opened: a policy, ports, actions. */
  readonly privilege?: string;
  /** Who got it. */
  readonly principal?: string;
  /** Id of the event that proves it. */
  readonly evidence: string;
}

/**
 * What the call changed, in order; never empty. A call that failed is told as a try with its reason. Names that the
 * caller chose are made visible and short, so that no sentence can be broken by one.
 */
export function changesOf(record: RawRecord, settings: DeriveSettings): readonly Change[] {
  const name = plainEventName(text(record['eventName']));
  const call: Call = {
    record,
    name,
    request: bag(record['requestParameters']),
    response: bag(record['responseElements']),
    settings,
  };
  const known = readerOf(text(record['eventSource']), name)?.(call) ?? [];
  const acts = known.length === 0 ? genericActs(call) : known;
  const evidence = text(record['eventID']);
  const outcome = outcomeOf(record);
  return acts.map((act) => toChange(act, outcome, evidence));
}

function toChange(act: Act, outcome: string, evidence: string): Change {
  const { verb, what, ...pieces } = act;
  const sentence =
    outcome === '' ? `${pastOf(verb)} ${what}` : `tried to ${verb} ${what}, ${outcome}`;
  return { text: sentence, ...pieces, evidence };
}

/** `refused: AccessDenied`, `failed: NoSuchEntity`; '' for a call that went through. */
function outcomeOf(record: RawRecord): string {
  const code = clean(text(record['errorCode'])).replace(/^(?:Client|Server)\./, '');
  if (code === 'DryRunOperation') return 'as a dry run only';
  if (code !== '') return `${isRefusal(code) ? 'refused' : 'failed'}: ${code}`;
  const answer = bag(record['responseElements'])['ConsoleLogin'];
  if (answer === 'Failure') return `refused: ${clean(text(record['errorMessage'])) || 'Failure'}`;
  const message = clean(text(record['errorMessage']));
  return message === '' ? '' : `failed: ${message}`;
}
