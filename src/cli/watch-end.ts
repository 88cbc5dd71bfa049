import { exitCodes } from './exit-codes.ts';
import { say } from './say.ts';

/**
 * Node ends a process that has nothing left to wait for, even when its work is not done: an event that never comes would
 * lose what is left of the result, in silence and as if all had gone well. Returns how to say that the work is done.
 */
export function watchEnd(): () => void {
  let isDone = false;
  process.once('beforeExit', () => {
    if (isDone) return;
    say(
      'stopped before the work was done, for a reason that it cannot tell: the result is not whole',
    );
    process.exitCode = exitCodes.failed;
  });
  return () => {
    isDone = true;
  };
}
