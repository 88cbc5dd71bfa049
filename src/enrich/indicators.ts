/** Threat intelligence from files that the user supplies. */
export interface Indicators {
  /** Number of indicators loaded; 0 means that there was nothing to compare with. */
  readonly size: number;
  /** The first indicator that this value matches, or undefined. Addresses match ranges, domains their subdomains. */
  find(kind: IndicatorKind, value: string): Indicator | undefined;
}

export const indicatorKinds = ['ip', 'domain', 'accessKey', 'arn', 'userAgent'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];

export interface Indicator {
  readonly kind: IndicatorKind;
  /** As written in the file. */
  readonly value: string;
  /** Name of the file or feed, and what it says about the indicator. */
  readonly source: string;
  readonly note?: string;
}

export const noIndicators: Indicators = { size: 0, find: () => undefined };
