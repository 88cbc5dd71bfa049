import type { RawRecord } from '#src/model/cloud-event.ts';
import { bag, text } from '../untyped.ts';
import type { Interface } from './claim.ts';

/** Why a claimed interface cannot be the real one; undefined when nothing speaks against it. */
export function contradictionOf(record: RawRecord, claim: Interface): string | undefined {
  const identity = bag(record['userIdentity']);
  const isLongLived = text(identity['accessKeyId']).startsWith('AKIA');
  const fromConsole = record['sessionCredentialFromConsole'];
  const isConsoleSession = fromConsole === true || fromConsole === 'true';
  if (isLongLived && claim.kind === 'console')
    return 'the console never uses a long-lived access key';
  if (isLongLived && claim.kind === 'cloudshell') {
    return 'CloudShell never uses a long-lived access key by itself';
  }
  if (isLongLived && claim.kind === 'browser' && record['eventType'] !== 'AwsConsoleSignIn') {
    return 'a browser does not sign calls with a long-lived access key';
  }
  if (isConsoleSession && (claim.kind === 'cli' || claim.kind === 'terraform')) {
    return `the credentials belong to a console session, but ${claim.tool} used them`;
  }
  if (claim.kind === 'aws-service' && isForeignToService(record, identity)) {
    return 'an AWS service is claimed, but the call came from a public address with a key of its own';
  }
  return undefined;
}

/** Services call from their own name or `AWS Internal`, and say that they were invoked. */
function isForeignToService(
  record: RawRecord,
  identity: Readonly<Record<string, unknown>>,
): boolean {
  const address = text(record['sourceIPAddress']);
  const isAddress = /^[\d.]+$/.test(address) || address.includes(':');
  return isAddress && text(identity['invokedBy']) === '' && identity['type'] !== 'AWSService';
}
