import type { ChangeEffect } from '#src/enrich/change/schema.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { eventIdOf } from '#src/normalize/event-id.ts';
import type { CaseFile } from '../case-file.ts';

/**
 * Whether a call lets everyone read what the configuration says is public, and nothing more. Tags do not count: whoever may
 * open a thing mostly may tag it as well.
 */
export function isMeantToBePublic(record: RawRecord, { change, resource }: CaseFile): boolean {
  if (change === undefined || change.moreEffects) return false;
  const id = eventIdOf(record);
  const effects = change.effects.filter(({ eventId }) => eventId === id);
  const things = resource?.resources ?? [];
  const isDeclared = (effect: ChangeEffect) =>
    things.some(
      ({ data, ...thing }) =>
        data?.from === 'configuration' &&
        data.value.toLowerCase() === 'public' &&
        [thing.resource, thing.name].includes(effect.resource),
    );
  return effects.length > 0 && effects.every((effect) => onlyReads(effect) && isDeclared(effect));
}

/** Lists of privileges are cut at twelve: a longer one may hold anything. */
const mostPrivileges = 12;
const reading = /^s3:(?:GetObject|GetObjectVersion|ListBucket)$/i;

function onlyReads({ privileges, adminEquivalent }: ChangeEffect): boolean {
  const isWhole = privileges.length > 0 && privileges.length < mostPrivileges;
  return isWhole && !adminEquivalent && privileges.every((privilege) => reading.test(privilege));
}
