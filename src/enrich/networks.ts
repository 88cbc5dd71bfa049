/** What is known about addresses, from files that the user supplies. Nothing is asked over a network. */
export interface Networks {
  /** Which kinds of knowledge are there at all: could-not-look is not nothing-found. */
  readonly has: Readonly<Record<NetworkSource, boolean>>;
  /** `ip` is an IPv4 or IPv6 address; anything else is answered with {}. */
  lookup(ip: string): NetworkInfo;
}

export type NetworkSource = 'asn' | 'country' | 'awsRanges' | 'lists';

export interface NetworkInfo {
  /** Autonomous system number, and the name of who runs it. */
  readonly asn?: number;
  readonly organization?: string;
  /** ISO 3166-1 alpha-2 */
  readonly country?: string;
  readonly city?: string;
  readonly location?: { readonly latitude: number; readonly longitude: number };
  /** True when the network rents out machines. */
  readonly hosting?: boolean;
  /** The most specific AWS range (https://ip-ranges.amazonaws.com/ip-ranges.json) that holds the address. */
  readonly aws?: { readonly service: string; readonly region: string };
  /** Names of the user's lists (tor, vpn, …) that hold it. */
  readonly lists?: readonly string[];
}

export const noNetworks: Networks = {
  has: { asn: false, country: false, awsRanges: false, lists: false },
  lookup: () => ({}),
};
