import { createProgress, type ProgressState } from '#src/adapters/terminal.ts';
import type { RuleProblem } from '#src/detect/sigma/rule-set.ts';
import type { ReadProgress } from '#src/workers/read-all.ts';
import { printable } from './printable.ts';

let barIsShown = false;

/** One line for the person at the terminal. Standard output stays free for results. */
export function say(line: string): void {
  // A line in the middle of a progress bar takes the bar's place; the bar is drawn again below it.
  const clear = barIsShown ? '\r\u001b[K' : '';
  process.stderr.write(`${clear}cairn: ${printable(line)}\n`);
}

/** A fault of a rule, by its place. */
export function sayProblem({ file, line, reason }: RuleProblem): void {
  say(`${file}:${line}: ${reason}`);
}

/** Progress on standard error until it is disposed of. */
export interface RunProgress extends Disposable {
  update(state: ProgressState): void;
  /** The same of files that are read. */
  readonly reading: (progress: ReadProgress) => void;
}

export function openProgress(isQuiet: boolean): RunProgress {
  const stream = process.stderr;
  const bar = createProgress({ stream, quiet: isQuiet, now: () => performance.now() });
  barIsShown = !isQuiet && stream.isTTY === true;
  return {
    update: (state) => bar.update(state),
    reading: ({ filesDone, filesListed, isListed, events }) =>
      bar.update({ files: filesDone, totalFiles: isListed ? filesListed : undefined, events }),
    [Symbol.dispose]() {
      bar.stop();
      barIsShown = false;
    },
  };
}
