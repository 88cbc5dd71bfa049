import type { IndicatorKind } from '#src/enrich/indicators.ts';
import { blockOf } from '#src/normalize/address/cidr-table.ts';

/** What the columns and fields of common formats call each kind (MISP, STIX, OpenIOC and plain habit). */
const kinds: ReadonlyMap<string, IndicatorKind> = new Map([
  ...alias('ip', 'ip', 'ipv4', 'ipv6', 'ip-src', 'ip-dst', 'ipv4-addr', 'ipv6-addr', 'cidr'),
  ...alias('ip', 'address', 'ip-address', 'network'),
  ...alias('domain', 'domain', 'hostname', 'fqdn', 'host', 'domain-name', 'url', 'uri'),
  ...alias('accessKey', 'accesskey', 'access-key', 'access-key-id', 'accesskeyid', 'key'),
  ...alias('arn', 'arn', 'aws-arn'),
  ...alias('userAgent', 'useragent', 'user-agent', 'ua'),
]);

function alias(kind: IndicatorKind, ...names: readonly string[]): [string, IndicatorKind][] {
  return names.map((name) => [name, kind]);
}

/** undefined for kinds that no CloudTrail record can hold, such as hashes of files. */
export function kindNamed(name: string): IndicatorKind | undefined {
  return kinds.get(name.trim().toLowerCase().replaceAll(/[_ ]/g, '-'));
}

/** What a value without a type must be; undefined when it could be anything. */
export function kindOfValue(value: string): IndicatorKind | undefined {
  if (blockOf(value) !== undefined) return 'ip';
  if (value.startsWith('arn:')) return 'arn';
  if (/^A[A-Z]{3}[A-Z0-9]{12,124}$/.test(value)) return 'accessKey';
  return domainOf(value) === undefined ? undefined : 'domain';
}

/** Reports write `hxxps://evil[.]example` so that nobody clicks on it. */
export function refanged(value: string): string {
  return value
    .trim()
    .replaceAll(/\[(?:\.|dot)\]|\(\.\)/gi, '.')
    .replaceAll('[:]', ':')
    .replace(/^hxxp/i, 'http');
}

/** The host name of a domain or URL in small letters; undefined when it is neither. */
export function domainOf(value: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(value)?.[1] ?? '';
  const name = host.toLowerCase().replace(/^\*\./, '').replace(/\.$/, '');
  const isName = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,62}\.))+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(name);
  return isName && name.length <= 253 ? name : undefined;
}
