import type { RawRecord } from '#src/model/cloud-event.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { bag, texts } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { joinWords, plain } from './plain.ts';

/** What the policies in the calls give away, which a reader must not miss; '' when there is none, or `told` says it. */
export function privilegePhrase({ acts, settings }: CaseFile, told: string): string {
  if (/administrator(?:access| rights)|allows everything/i.test(told)) return '';
  const phrases = acts
    .filter((record) => errorCodeOf(record) === '')
    .flatMap((record) => privilegesOf(record, settings));
  return phrases.find((phrase) => phrase === administrator) ?? phrases[0] ?? '';
}

const administrator = 'this gives administrator rights';

function privilegesOf(record: RawRecord, settings: CaseFile['settings']): readonly string[] {
  const policy = bag(bag(deriveFields(record, settings)['cairn'])['policy']);
  if (policy['adminEquivalent'] === true) return [administrator];
  const actions = texts(policy['escalation']).map((action) => plain(action, 60));
  if (actions.length === 0) return [];
  const shown =
    actions.length > 4 ? [...actions.slice(0, 3), `${actions.length - 3} more`] : actions;
  return [`this allows ${joinWords(shown)} on every resource, a way to more rights`];
}
