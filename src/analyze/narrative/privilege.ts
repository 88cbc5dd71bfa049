import type { RawRecord } from '#src/model/cloud-event.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { bag, texts } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from './plain.ts';

/** What the policies in the calls give away: the sentence that a reader must not miss. */
export function privilegePhrases({ acts, settings }: CaseFile): readonly string[] {
  const phrases = acts
    .filter((record) => errorCodeOf(record) === '')
    .flatMap((record) => privilegesOf(record, settings));
  return [...new Set(phrases)].slice(0, 2);
}

function privilegesOf(record: RawRecord, settings: CaseFile['settings']): readonly string[] {
  const policy = bag(bag(deriveFields(record, settings)['cairn'])['policy']);
  if (policy['adminEquivalent'] === true) return ['This gives administrator rights.'];
  const actions = texts(policy['escalation']).map((action) => plain(action, 60));
  if (actions.length === 0) return [];
  const shown =
    actions.length > 4 ? [...actions.slice(0, 3), `${actions.length - 3} more`] : actions;
  return [`This allows ${joinWords(shown)} on every resource, a way to more rights.`];
}
