import { AppError, type ErrorCode } from '#src/model/errors.ts';

/** What the shell learns. Documented in the README and in `cairn --help`. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  someInputUnread: 3,
  failOnReached: 4,
  /** 128 + SIGINT, as shells expect. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byError: Record<ErrorCode, ExitCode> = {
  usage: exitCodes.usage,
  'not-found': exitCodes.failed,
  'invalid-input': exitCodes.failed,
  upstream: exitCodes.failed,
  conflict: exitCodes.failed,
  storage: exitCodes.failed,
  refused: exitCodes.failed,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof AppError ? byError[error.code] : exitCodes.failed;
}
