/** What a failure means to its caller. The single map from code to exit status or HTTP status lives at the doors. */
export type ErrorCode =
  | 'usage'
  | 'not-found'
  | 'invalid-input'
  | 'upstream'
  | 'conflict'
  | 'storage'
  | 'refused';

export interface ErrorDetails {
  readonly cause?: unknown;
  /** Facts for the log: ids, names, counts. Never a secret and never a whole event. */
  readonly context?: Readonly<Record<string, string | number | boolean>>;
}

/** The one family of errors. Throw a subclass; each says what the caller can do next. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, retryable: boolean, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = retryable;
    this.context = details.context ?? {};
  }
}

/** The command or its options are wrong; the person who typed them can mend it. */
export class UsageError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('usage', false, message, details);
  }
}

/** A file, alert or rule that was named does not exist. */
export class NotFoundError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('not-found', false, message, details);
  }
}

/** Something from outside (a record, a rule, a configuration) is not in a shape that can be used. */
export class InvalidInputError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('invalid-input', false, message, details);
  }
}

/** A service outside answered with an error, too late, or nonsense. Trying again may help. */
export class UpstreamError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('upstream', true, message, details);
  }
}

/** Somebody else holds what we need (a data folder, a lock). */
export class ConflictError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('conflict', true, message, details);
  }
}

/** The disk is full, or the data folder cannot be read or written. */
export class StorageError extends AppError {
  constructor(message: string, details?: ErrorDetails) {
    super('storage', false, message, details);
  }
}

/** What can be said of anything that was thrown. For people only: nothing is decided by it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True for an error of Node, or of the system, with this code. https://nodejs.org/api/errors.html#nodejs-error-codes */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
