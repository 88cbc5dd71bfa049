import type { NetworkInfo } from '#src/enrich/networks.ts';
import { bag, pick, pickText, text } from '#src/normalize/untyped.ts';

type Answer = { -readonly [Key in keyof NetworkInfo]: NetworkInfo[Key] };

/**
 * Reads the records of the vendors that people use: MaxMind and DB-IP (nested), IPinfo and IPLocate (flat, with texts for
 * numbers and truth). A field that no vendor has is absent.
 */
export function readMmdbRecord(record: unknown): NetworkInfo {
  const from = bag(record);
  const traits = bag(from['traits']);
  const answer: Answer = {
    ...numberOf(from['autonomous_system_number'] ?? traits['autonomous_system_number']),
    ...numberOf(from['asn']),
    ...named('organization', organizationOf(record)),
    ...named('country', countryOf(record)),
    ...named('city', text(from['city']) || text(bag(bag(from['city'])['names'])['en'])),
    ...locationOf(record),
  };
  const flags = [from, traits];
  if (flags.some((each) => isSet(each, 'is_hosting_provider', 'is_hosting', 'hosting')))
    answer.hosting = true;
  const lists = listFields.filter(([, ...keys]) => flags.some((each) => isSet(each, ...keys)));
  if (lists.length > 0) answer.lists = lists.map(([name]) => name);
  return answer;
}

const listFields: readonly (readonly [string, ...string[]])[] = [
  ['tor', 'is_tor_exit_node', 'is_tor', 'tor'],
  ['vpn', 'is_anonymous_vpn', 'is_vpn', 'vpn'],
  ['proxy', 'is_public_proxy', 'is_residential_proxy', 'is_proxy', 'proxy'],
  ['relay', 'is_relay', 'relay'],
];

function organizationOf(record: unknown): string {
  const from = bag(record);
  const nested = bag(from['asn']);
  return (
    pickText(from, 'autonomous_system_organization', 'as_name', 'asname', 'as_org') ||
    pickText(bag(from['traits']), 'autonomous_system_organization') ||
    pickText(nested, 'name') ||
    pickText(from, 'organization', 'org', 'isp')
  );
}

/** Where the address is used counts more than where it is registered. */
function countryOf(record: unknown): string {
  const from = bag(record);
  const codes = [
    text(bag(from['country'])['iso_code']),
    text(from['country_code']),
    text(from['country']),
    text(bag(from['registered_country'])['iso_code']),
  ];
  return codes.find((code) => /^[A-Za-z]{2}$/.test(code))?.toUpperCase() ?? '';
}

function locationOf(record: unknown): Pick<NetworkInfo, 'location'> {
  const from = bag(record);
  const nested = bag(from['location']);
  const latitude = degrees(nested['latitude'] ?? pick(from, 'latitude', 'lat'), 90);
  const longitude = degrees(nested['longitude'] ?? pick(from, 'longitude', 'lng', 'lon'), 180);
  if (latitude === undefined || longitude === undefined) return {};
  return { location: { latitude, longitude } };
}

function degrees(value: unknown, most: number): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Math.abs(number) <= most ? number : undefined;
}

/** Of an autonomous system: 64496, '64496' and 'AS64496'. */
function numberOf(value: unknown): Pick<NetworkInfo, 'asn'> {
  const digits = /^(?:AS)?(\d{1,10})$/i.exec(typeof value === 'number' ? `${value}` : text(value));
  return digits === null ? {} : { asn: Number(digits[1]) };
}

function named<Key extends string>(key: Key, value: string): Partial<Record<Key, string>> {
  const shown = value.slice(0, 200);
  return (shown === '' ? {} : { [key]: shown }) as Partial<Record<Key, string>>;
}

function isSet(from: Readonly<Record<string, unknown>>, ...keys: readonly string[]): boolean {
  return keys.some((key) => from[key] === true || from[key] === 'true' || from[key] === 1);
}
