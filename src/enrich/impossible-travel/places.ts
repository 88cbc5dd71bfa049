import type { Config } from '#src/model/config.ts';
import { sourceKindOf } from '#src/normalize/address/address-kind.ts';
import type { NetworkInfo, Networks } from '../networks.ts';

/** A place that a person may have been at. */
export interface Located {
  readonly country: string;
  readonly city?: string;
  readonly location?: { readonly latitude: number; readonly longitude: number };
}

/** Why an address tells nothing about where its user sits; or the place. */
export type Whereabouts = { readonly place: Located } | { readonly why: string };

const detours = /vpn|tor|proxy|relay|anonym/i;

export function whereabouts(ip: string, networks: Networks, config: Config): Whereabouts {
  const kind = sourceKindOf(ip, config);
  if (kind === 'own-egress') return { why: 'one of the organisation’s own ways out' };
  if (kind !== 'public') return { why: 'not an address of the internet' };
  const info = networks.lookup(ip);
  const detour = detourOf(info);
  if (detour !== undefined) return { why: detour };
  const { country, city, location } = info;
  if (country === undefined) return { why: 'at a place that the file does not know' };
  return {
    place: {
      country,
      ...(city === undefined ? {} : { city }),
      ...(location === undefined ? {} : { location }),
    },
  };
}

/** A machine that people pass through stands where its owner put it, not where they are. */
function detourOf({ aws, hosting, lists = [] }: NetworkInfo): string | undefined {
  if (aws !== undefined) return 'a machine at AWS';
  const list = lists.find((name) => detours.test(name));
  if (list !== undefined) return `on the list ${list}`;
  return hosting === true ? 'in a network that rents out machines' : undefined;
}

const earthKm = 6371;

/** Along the surface of the earth; undefined when either place has no coordinates. */
export function kmBetween({ location: a }: Located, { location: b }: Located): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const shrink = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(north + shrink * east)));
}

const nearKm = 100;

/** Databases of places are off by tens of kilometers: near is the same. */
export function isSamePlace(a: Located, b: Located): boolean {
  const km = kmBetween(a, b);
  if (km !== undefined) return km <= nearKm;
  return a.country === b.country;
}

/** `Lyon, FR` */
export function placeName(place: {
  readonly country: string;
  readonly city?: string | undefined;
}): string {
  const { country, city } = place;
  return city === undefined ? country : `${city}, ${country}`;
}
