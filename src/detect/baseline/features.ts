/** What a session is judged by, each on its own. */
export const features = [
  /** The actor itself: seldom or never seen. */
  'actor',
  /** The single action that is rarest for this actor. */
  'rarestAction',
  /** All actions that are rare for this actor together. */
  'rareActions',
  /** Actions that seldom follow one another. */
  'sequence',
  /** Hour of the week. */
  'hour',
  'network',
  'userAgent',
  'region',
  'account',
  /** Calls against what is usual for the actor. */
  'volume',
  'errors',
  'writes',
] as const;
export type Feature = (typeof features)[number];
