import type { RawRecord } from '#src/model/cloud-event.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import type { CaseFile } from '../case-file.ts';
import { plain } from '../narrative/plain.ts';
import { provenClassOf } from '../proven-actor.ts';
import { inputOf, type RiskInput, when } from './factor.ts';

export function timeInput(file: CaseFile): RiskInput {
  const { alert, window, workingHours } = file;
  const at = `${alert.firstSeen.slice(11, 16)} UTC`;
  const name = plain(window?.name ?? '', 60);
  const hours = workingHours?.isPerson === true ? workingHours : undefined;
  const usual = hours?.usual;
  const local = `${hours?.localTime ?? at} ${hours?.timeZone ?? ''}`.trim();
  const isHuman = alert.actor.class === 'human';
  const who = isHuman ? 'this person' : 'this actor';
  // Hours that were learned of somebody unknown excuse nothing, and neither do hours in which nothing was done.
  const isUsual = hours?.outside === false && isHuman && hours.shareOfActivity > 0;
  const evidence = alert.facts['working-hours']?.evidence ?? [];
  return inputOf(
    'time',
    [
      when(window?.inside === true, -12, `inside the maintenance window ${name}`.trim()),
      when(
        window?.inside === false,
        mattersWhen(file) ? 5 : 2,
        `outside the maintenance window ${name}`.trim(),
      ),
      when(
        hours?.outside === true,
        6,
        `${local} is outside the hours in which ${who} works (${usual?.from ?? ''}–${usual?.to ?? ''})`,
        evidence,
      ),
      when(isUsual, -3, `${local} is within the hours in which ${who} works`, evidence),
    ],
    `${at}; no maintenance window is configured for this account, and working hours are not known`,
    alert.events.slice(0, 1),
  );
}

/** Programs run at any hour, and what changes nothing does not wait for a window. */
function mattersWhen(file: CaseFile): boolean {
  const isProgram = ['workload', 'ci', 'aws-service'].includes(provenClassOf(file));
  return !isProgram && file.evidence.records.some(isChange);
}

/** CloudTrail marks a sign-in as a write. */
function isChange(record: RawRecord): boolean {
  const isSignIn = record['eventSource'] === 'signin.amazonaws.com';
  return record['readOnly'] !== true && !isSignIn && errorCodeOf(record) === '';
}
