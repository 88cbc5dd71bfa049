/** A share that can be checked by counting. */
export interface Ratio {
  readonly part: number;
  readonly whole: number;
  /** 1 where there was nothing to count, so that an empty set never looks like a failure. */
  readonly value: number;
}

export function ratio(part: number, whole: number): Ratio {
  return { part, whole, value: whole === 0 ? 1 : part / whole };
}

/** The same, for shares of things that should not be: nothing counted is nothing wrong. */
export function rate(part: number, whole: number): Ratio {
  return { part, whole, value: whole === 0 ? 0 : part / whole };
}
