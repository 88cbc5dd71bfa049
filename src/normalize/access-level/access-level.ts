import { plainEventName } from '../event-name.ts';
import { actionNames, prefixes } from './names.ts';
import { type AccessLevel, levelOfAction } from './table.ts';

/**
 * What kind of access a call needs, by IAM's own classes and not by its name alone; undefined for calls that no IAM
 * action governs (sign-ins, services that IAM does not list).
 */
export function accessLevelOf(eventSource: string, eventName: string): AccessLevel | undefined {
  const end = eventSource.indexOf('.amazonaws.com');
  const source = end === -1 ? eventSource : eventSource.slice(0, end);
  // A sign-in is allowed by a password; IAM's actions of the same prefix are about other things.
  if (source === 'signin') return undefined;
  const name = plainEventName(eventName);
  const prefix = prefixes.get(source) ?? source;
  return levelOfAction(prefix, actionNames.get(prefix)?.get(name) ?? name);
}

/** The same for an action as the history keeps it: `ec2.amazonaws.com:RunInstances`. */
export function accessLevelOfAction(action: string): AccessLevel | undefined {
  const colon = action.indexOf(':');
  return accessLevelOf(action.slice(0, colon), action.slice(colon + 1));
}

/** Whether a call changes nothing, by its access level; undefined where IAM does not say. */
export function isReading(level: AccessLevel | undefined): boolean | undefined {
  return level === undefined ? undefined : level === 'List' || level === 'Read';
}
