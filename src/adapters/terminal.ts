import cliProgress from 'cli-progress';

/** How far a long run has come. */
export interface ProgressState {
  readonly files: number;
  /** Undefined while they are still being counted. */
  readonly totalFiles: number | undefined;
  readonly events: number;
}

/** Tells a person how far a run has come; on standard error, so that results stay clean. */
export interface Progress {
  update(state: ProgressState): void;
  /** Takes the bar away. Call it before anything else is printed. */
  stop(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
}

const lineEveryMs = 5000;
const silent: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on a terminal, a plain line every few seconds elsewhere, nothing when quiet. */
export function createProgress(options: ProgressOptions): Progress {
  if (options.quiet) return silent;
  ignoreClosedPipe(options.stream);
  return options.stream.isTTY === true ? barProgress(options) : lineProgress(options);
}

/** Columns to lay text out in, and whether colors are wanted (https://no-color.org). */
export function terminalOf(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
  env: Readonly<Record<string, string | undefined>>,
): { width: number; color: boolean } {
  const asked = Number(env['COLUMNS']);
  const width = stream.columns || (Number.isInteger(asked) && asked > 0 ? asked : 120);
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return { width, color: !refused && (forced || stream.isTTY === true) };
}

function barProgress({ stream, now }: ProgressOptions): Progress {
  const started = now();
  const bar = new cliProgress.SingleBar({
    stream,
    format: '{bar} {share}{files} files · {events} events · {speed} events/s{left}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: false,
    linewrap: true,
    fps: 8,
  });
  bar.start(1, 0, { share: '', files: '0', events: '0', speed: '0', left: '' });
  return {
    update(state) {
      const figures = figuresOf(state, now() - started);
      bar.setTotal(Math.max(1, state.totalFiles ?? state.files * 2));
      bar.update(state.files, figures);
    },
    stop: () => bar.stop(),
  };
}

function lineProgress({ stream, now }: ProgressOptions): Progress {
  const started = now();
  let last = started;
  return {
    update(state) {
      if (now() - last < lineEveryMs) return;
      last = now();
      const { files, events, speed, left } = figuresOf(state, last - started);
      stream.write(`cairn: ${files} files, ${events} events, ${speed} events/s${left}\n`);
    },
    stop: () => undefined,
  };
}

interface Figures {
  /** Empty while files are still being counted. */
  readonly share: string;
  readonly files: string;
  readonly events: string;
  readonly speed: string;
  readonly left: string;
}

/** Figures as they are shown. */
export function figuresOf(state: ProgressState, elapsedMs: number): Figures {
  const seconds = Math.max(0.001, elapsedMs / 1000);
  const { files, totalFiles, events } = state;
  const total = totalFiles === undefined ? '' : ` of ${grouped(totalFiles)}`;
  const share = totalFiles ? `${Math.floor((files / totalFiles) * 100)}% · ` : '';
  return {
    share,
    files: `${grouped(files)}${total}`,
    events: grouped(events),
    speed: grouped(Math.round(events / seconds)),
    left: leftText(state, seconds),
  };
}

function leftText({ files, totalFiles }: ProgressState, seconds: number): string {
  if (totalFiles === undefined || files === 0 || files >= totalFiles || seconds < 1) return '';
  const left = Math.ceil((seconds / files) * (totalFiles - files));
  const minutes = Math.floor(left / 60);
  return minutes === 0 ? ` · ${left} s left` : ` · ${minutes} min ${left % 60} s left`;
}

function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

const guarded = new WeakSet<NodeJS.WriteStream>();

/** Whoever read our messages has gone: there is nobody left to tell, and nothing is wrong. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
