import type { Model } from '#src/detect/baseline/model.ts';

/** What is usual, as somebody has trained it on stored history. `detect/baseline` says what can be asked of it. */
export interface Baseline {
  /** Format and contents: two models of one version are the same. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
  readonly model: Model;
}
