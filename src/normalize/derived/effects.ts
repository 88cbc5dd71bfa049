import type { RawRecord } from '#src/model/cloud-event.ts';
import { isReadingName, plainEventName } from '../event-name.ts';
import { bag, text } from '../untyped.ts';
import type { Effect, Opened, ReadEffects } from './effects/effect.ts';
import { identityEffects } from './effects/identities.ts';
import { closing, publicAccessBlock, resourceEffects } from './effects/resources.ts';
import type { DeriveSettings } from './settings.ts';

const identitySources: ReadonlySet<string> = new Set(['iam.amazonaws.com', 'sso.amazonaws.com']);

const resourceCalls: ReadonlyMap<string, ReadEffects> = new Map([
  ['PutPublicAccessBlock', publicAccessBlock],
  ['PutBucketPublicAccessBlock', publicAccessBlock],
  ['PutAccountPublicAccessBlock', publicAccessBlock],
  ['DeletePublicAccessBlock', publicAccessBlock],
  ['DeleteBucketPublicAccessBlock', publicAccessBlock],
  ['DeleteAccountPublicAccessBlock', publicAccessBlock],
  ['DeleteBucketPolicy', closing],
  ['DeleteResourcePolicy', closing],
  ['DeleteRepositoryPolicy', closing],
  ['RemovePermission', closing],
  ['RevokeSecurityGroupIngress', closing],
]);

/**
 * What a call makes possible for whom, as far as the call itself says it; empty for calls that open and close nothing. The
 * call may have failed, which is for the caller of this function to look at.
 */
export function effectsOf(record: RawRecord, settings: DeriveSettings): readonly Effect[] {
  const name = plainEventName(text(record['eventName']));
  const source = text(record['eventSource']);
  if (isReadingName(name)) return [];
  const call: Opened = {
    record,
    name,
    source,
    request: bag(record['requestParameters']),
    response: bag(record['responseElements']),
    settings,
  };
  if (identitySources.has(source)) return identityEffects.get(name)?.(call) ?? [];
  return (resourceCalls.get(name) ?? resourceEffects)(call);
}
