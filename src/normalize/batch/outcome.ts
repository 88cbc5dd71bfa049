import type { RawRecord } from '#src/model/cloud-event.ts';
import { bag, text } from '../untyped.ts';

/** Stands for the code of a call that failed and says no code. */
export const failureWithoutCode = 'Failure';

/**
 * Error code of a call, '' when it succeeded. A sign-in that failed carries no code, only a message or the word Failure.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function errorCodeOf(record: RawRecord): string {
  const { errorCode, errorMessage, responseElements } = record;
  if (typeof errorCode === 'string' && errorCode !== '') return errorCode;
  if (typeof errorMessage === 'string' && errorMessage !== '') return failureWithoutCode;
  if (record['eventSource'] !== 'signin.amazonaws.com') return '';
  const outcomes = Object.values(bag(responseElements));
  return outcomes.some((outcome) => text(outcome) === 'Failure') ? failureWithoutCode : '';
}
