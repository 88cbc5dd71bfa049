/**
 * A model of what is usual, trained on stored history. The types behind it are `detect/baseline`'s; this is only what the
 * enrichments may ask.
 */
export interface Baseline {
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
}
