export interface ChainOptions {
  readonly windowMs: number;
  readonly mostActors: number;
  readonly mostAlerts: number;
  /** Names of values that the history knows to be everybody's, see `nameOfLink`. */
  readonly common?: ReadonlySet<string>;
}
