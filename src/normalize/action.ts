import type { RawRecord } from '#src/model/cloud-event.ts';
import { plainEventName } from './event-name.ts';
import { text } from './untyped.ts';

/** `s3.amazonaws.com` → `s3`. */
export function serviceOf(eventSource: string): string {
  return eventSource.replace(/\.amazonaws\.com$/, '');
}

/** `iam.amazonaws.com:CreateUser`, as the history names a call: without the version suffix of its name. */
export function actionOf(record: RawRecord): string {
  return `${text(record['eventSource'])}:${plainEventName(text(record['eventName']))}`;
}

/** `iam:CreateUser`, as in an IAM policy. */
export function iamActionOf(record: RawRecord): string {
  return `${serviceOf(text(record['eventSource']))}:${plainEventName(text(record['eventName']))}`;
}

/** The same of an action as the history names it. */
export function iamAction(action: string): string {
  return action.replace('.amazonaws.com:', ':');
}
