import type { RawRecord } from '#src/model/cloud-event.ts';
import { type Bag, bag, text } from '../untyped.ts';
import type { Interface } from './claim.ts';

/** Why a claimed interface cannot be the real one; undefined when nothing speaks against it. */
export function contradictionOf(record: RawRecord, claim: Interface): string | undefined {
  const identity = bag(record['userIdentity']);
  if (text(identity['accessKeyId']).startsWith('AKIA')) return longLivedKey(record, claim);
  if (isConsoleSession(record) && (claim.kind === 'cli' || claim.kind === 'terraform')) {
    return `the credentials belong to a console session, but ${claim.tool} used them`;
  }
  return falseService(record, identity, claim);
}

/** Consoles and CloudShell work with temporary keys; only programs hold long-lived ones. */
function longLivedKey(record: RawRecord, claim: Interface): string | undefined {
  // `aws-internal` also stands in calls that services make on behalf of a key's owner.
  if (claim.kind === 'console' && claim.tool !== 'aws-internal') {
    return 'the console never uses a long-lived access key';
  }
  if (claim.kind === 'cloudshell')
    return 'CloudShell comes with temporary keys, not a long-lived one';
  if (claim.kind === 'browser' && record['eventType'] !== 'AwsConsoleSignIn') {
    return 'a browser does not sign calls with a long-lived access key';
  }
  return falseService(record, bag(record['userIdentity']), claim);
}

/** Services call from their own name or `AWS Internal`, and say that they were invoked. */
function falseService(record: RawRecord, identity: Bag, claim: Interface): string | undefined {
  if (claim.kind !== 'aws-service' && claim.kind !== 'cloudformation') return undefined;
  const address = text(record['sourceIPAddress']);
  const isAddress = /^[\d.]{7,15}$/.test(address) || address.includes(':');
  if (!isAddress || text(identity['invokedBy']) !== '' || identity['type'] === 'AWSService') {
    return undefined;
  }
  return `${claim.tool} is claimed, but the call came from ${address.slice(0, 45)}`;
}

/** `sessionCredentialFromConsole` is written as text, and only where it is true. */
export function isConsoleSession(record: RawRecord): boolean {
  const fromConsole = record['sessionCredentialFromConsole'];
  return fromConsole === true || fromConsole === 'true';
}
