import { hourMs } from '#src/model/time.ts';
import type { Caller, Json } from './caller.ts';
import type { Random } from './random.ts';

/** One API call, without who made it and when. */
export interface Call {
  /** Without `.amazonaws.com`. */
  readonly source: string;
  readonly name: string;
  readonly readOnly?: boolean;
  readonly request?: Json | null;
  readonly response?: Json | null;
  /** `code` is '' where the service writes a message alone, as sign-in does. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly resources?: readonly Json[];
  readonly extra?: Json;
  readonly category?: 'Management' | 'Data';
  readonly type?: 'AwsApiCall' | 'AwsServiceEvent' | 'AwsConsoleSignIn';
  /** For records that more than one account receives. */
  readonly sharedEventId?: string;
}

export interface Place {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly region: string;
  /** Account whose trail delivers the record. */
  readonly account: string;
}

/** A record as CloudTrail delivers it, members in one of the orders that occur. */
export function recordOf(call: Call, caller: Caller, place: Place, random: Random): Json {
  const source = `${call.source}.amazonaws.com`;
  const isCall = (call.type ?? 'AwsApiCall') === 'AwsApiCall';
  const byService = caller.identity['type'] === 'AWSService';
  const record: Json = {
    eventVersion: '1.11',
    userIdentity: caller.identity,
    eventTime: cloudTrailTime(place.time),
    eventSource: source,
    eventName: call.name,
    awsRegion: place.region,
    sourceIPAddress: caller.address,
    userAgent: caller.agent,
    errorCode: call.error?.code || undefined,
    errorMessage: call.error?.message,
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    additionalEventData: call.extra,
    requestID: isCall ? random.uuid() : undefined,
    eventID: random.uuid(),
    readOnly: call.readOnly ?? false,
    resources: call.resources,
    eventType: call.type ?? 'AwsApiCall',
    managementEvent: call.category !== 'Data',
    recipientAccountId: place.account,
    sharedEventID: call.sharedEventId,
    vpcEndpointId: caller.endpoint,
    eventCategory: call.category ?? 'Management',
    tlsDetails: isCall && !byService ? tlsDetails(call.source, place.region) : undefined,
    sessionCredentialFromConsole: caller.console === true ? 'true' : undefined,
  };
  return random.chance(0.2) ? reordered(record, random.pick(otherOrders)) : record;
}

/** ISO 8601 in UTC, to the second. */
export function cloudTrailTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** What STS gives out, as a record shows it: the secret is left out, the token is. */
export function credentials(accessKeyId: string, time: number, random: Random): Json {
  return {
    accessKeyId,
    sessionToken: `IQoJb3JpZ2luX2VjE${random.letters(48)}`,
    expiration: new Date(time + hourMs).toUTCString().slice(5, 25),
  };
}

const tlsByHost = new Map<string, Json>();

function tlsDetails(service: string, region: string): Json {
  const host = `${service}.${region}.amazonaws.com`;
  let details = tlsByHost.get(host);
  if (details === undefined) {
    details = {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: host,
    };
    tlsByHost.set(host, details);
  }
  return details;
}

/** Readers must not lean on the order of members: it has changed over the years and differs between services. */
const otherOrders: readonly (readonly string[])[] = [
  ['eventID', 'eventName', 'awsRegion', 'eventTime', 'requestParameters', 'userIdentity'],
  ['eventVersion', 'eventSource', 'eventName', 'eventCategory', 'recipientAccountId', 'eventTime'],
  ['userAgent', 'eventID', 'userIdentity', 'eventType', 'responseElements', 'sourceIPAddress'],
];

function reordered(record: Json, first: readonly string[]): Json {
  const result: Json = {};
  for (const key of first) result[key] = record[key];
  return Object.assign(result, record);
}
