import type { ChangeEffect } from '#src/enrich/change/schema.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { deriveFields } from '#src/normalize/derived/derive.ts';
import { type Bag, bag } from '#src/normalize/untyped.ts';
import type { CaseFile } from '../case-file.ts';
import { inputOf, type Reason, type Reasons, type RiskInput, when } from './factor.ts';
import { isMeantToBePublic } from './meant-public.ts';

export function permissionsInput(file: CaseFile): RiskInput {
  const { alert, acts, settings } = file;
  const succeeded = acts.filter((record) => errorCodeOf(record) === '');
  const derived = succeeded.map((record) => bag(deriveFields(record, settings)['cairn']));
  const opening = succeeded.filter(
    (_, index) => bag(derived[index]?.['exposure'])['public'] === true,
  );
  const given = [
    ...grantReasons(derived),
    ...openingReasons(derived, file),
    publicReason(opening, file),
  ];
  return inputOf(
    'permissions',
    [
      ...given,
      ...effectReasons(
        file,
        given.some((reason) => reason !== undefined),
      ),
    ],
    'no rights were given or widened, as far as the events show',
    alert.events.slice(0, 5),
  );
}

function grantReasons(derived: readonly Bag[]): Reasons {
  const any = (test: (cairn: Bag) => boolean) => derived.some(test);
  const isAdmin = any((cairn) => bag(cairn['policy'])['adminEquivalent'] === true);
  const escalates = !isAdmin && any((cairn) => holds(bag(cairn['policy'])['escalation']));
  return [
    when(isAdmin, 16, 'it gives administrator rights'),
    when(escalates, 10, 'it gives rights that lead to more rights'),
    when(isAdmin && any((cairn) => cairn['self'] === true), 6, 'the actor gave them to itself'),
  ];
}

function openingReasons(derived: readonly Bag[], { settings }: CaseFile): Reasons {
  const any = (test: (cairn: Bag) => boolean) => derived.some(test);
  const ours = settings.ownAccounts.size === 0 ? 'its own' : 'ours';
  return [
    when(
      any((cairn) => bag(cairn['trust'])['public'] === true),
      18,
      'it lets anyone on AWS assume a role',
    ),
    when(
      any((cairn) => holds(bag(cairn['trust'])['externalAccounts'])),
      12,
      `it lets an account that is not ${ours} assume a role`,
    ),
    when(
      any((cairn) => holds(bag(cairn['exposure'])['externalAccounts'])),
      12,
      `it gives an account that is not ${ours} access`,
    ),
    when(
      any((cairn) => bag(cairn['network'])['sensitivePort'] === true),
      8,
      'it opens a sensitive port to the world',
    ),
  ];
}

function publicReason(opening: readonly RawRecord[], file: CaseFile): Reason | undefined {
  const isMeant = opening.every((record) => isMeantToBePublic(record, file));
  const why = isMeant
    ? 'it lets everyone read what the configuration says is public'
    : 'it opens a resource to everyone';
  return when(opening.length > 0, isMeant ? 0 : 14, why);
}

/** What the comparison with the state before adds: nothing new is possible, or less than before. */
function effectReasons({ change, alert }: CaseFile, isKnown: boolean): Reasons {
  const effects = (change?.effects ?? []).filter(({ tried }) => !tried);
  if (effects.length === 0 || change?.moreEffects === true) return [];
  const opens = effects.filter(({ reduces }) => !reduces);
  const [gravest] = opens.filter(isGrave);
  const isOld = opens.length > 0 && opens.every(hasNothingNew);
  return [
    when(opens.length === 0, -8, 'it only takes rights or reach away', idsOf(effects)),
    when(isOld, -8, 'nothing is possible that was not possible before', idsOf(opens)),
    when(
      !isKnown && !isOld && gravest !== undefined,
      10,
      gravest?.text ?? '',
      gravest === undefined ? alert.events.slice(0, 1) : [gravest.eventId],
    ),
  ];
}

function isGrave({ external, public: isPublic, adminEquivalent }: ChangeEffect): boolean {
  return external || isPublic || adminEquivalent;
}

function hasNothingNew({ before, added }: ChangeEffect): boolean {
  return before !== undefined && added !== undefined && added.length === 0;
}

function idsOf(effects: readonly ChangeEffect[]): readonly string[] {
  return effects.slice(0, 5).map(({ eventId }) => eventId);
}

function holds(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
