import { exitCodes } from './exit-codes.ts';
import { say } from './say.ts';

/** Ctrl-C once: stop reading, then finish and say what was done. Twice: stop now. */
export function interruptible(): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const stop = () => {
    say('stopping; press Ctrl-C again to stop at once');
    controller.abort();
    process.once('SIGINT', () => process.exit(exitCodes.interrupted));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.removeListener('SIGINT', stop);
      process.removeListener('SIGTERM', stop);
    },
  };
}
