/** Something in the input that could not be read. It is reported, counted, and everything else goes on. */
export interface InputProblem {
  /** File path or s3:// address as the person named it. */
  readonly source: string;
  /** Where in it: byte offset or line (both 1-based for people), when known. */
  readonly at?: { readonly unit: 'byte' | 'line' | 'record'; readonly value: number };
  readonly reason: string;
}
