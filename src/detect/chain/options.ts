export interface ChainOptions {
  readonly windowMs: number;
  readonly mostActors: number;
  readonly mostAlerts: number;
  /** Names of values that the history knows to be everybody's, see `nameOfLink`. */
  readonly common?: ReadonlySet<string>;
  /** Names of values that are in use on many ordinary days: they join only what lies within a day. */
  readonly routine?: ReadonlySet<string>;
}
