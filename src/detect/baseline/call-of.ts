import { compareTexts } from '#src/compare-texts.ts';
import type { RawRecord } from '#src/model/cloud-event.ts';
import { actionOf } from '#src/normalize/action.ts';
import { accountOf, actorKeyOf } from '#src/normalize/actor/actor-key.ts';
import { errorCodeOf } from '#src/normalize/batch/outcome.ts';
import { eventTimeOf } from '#src/normalize/event-time.ts';
import { bag, text } from '#src/normalize/untyped.ts';
import { userAgentFamilyOf } from '#src/normalize/user-agent/family.ts';
import type { BaselineCall } from './session.ts';

/** A record as the event history would keep it. */
export function callOf(record: RawRecord, mark?: string): BaselineCall {
  return {
    time: eventTimeOf(record),
    actor: actorKeyOf(record),
    accessKey: text(bag(record['userIdentity'])['accessKeyId']),
    account: accountOf(record),
    region: text(record['awsRegion']),
    action: actionOf(record),
    ip: text(record['sourceIPAddress']),
    userAgent: userAgentFamilyOf(text(record['userAgent'])),
    failed: errorCodeOf(record) !== '',
    readOnly: record['readOnly'] === true || record['readOnly'] === 'true',
    mark,
  };
}

/** The order that sessions are built in. */
export function byActorAndTime(a: BaselineCall, b: BaselineCall): number {
  return (
    compareTexts(a.actor, b.actor) || compareTexts(a.accessKey, b.accessKey) || a.time - b.time
  );
}
