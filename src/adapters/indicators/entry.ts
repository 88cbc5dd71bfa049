/** One indicator as a file holds it. `where` is `file:line` or `file: field`, for complaints. */
export interface Entry {
  readonly value: string;
  /** '' where the file does not say. */
  readonly type: string;
  readonly note: string;
  /** Who says so, where the file names somebody else than itself. */
  readonly source: string;
  readonly where: string;
}
