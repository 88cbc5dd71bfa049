import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Run {
  readonly wallMs: number;
  /** Of all threads. */
  readonly cpuMs: number;
  readonly peakMb: number;
}

export const cairn = fileURLToPath(new URL('../../bin/cairn.js', import.meta.url));

const preload = new URL('./report-usage.ts', import.meta.url).href;

/** One whole process from start to end, its output thrown away. A code outside `good` is an error. */
export async function runProcess(
  args: readonly string[],
  good: readonly number[] = [0],
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  const usageFile = join(folder, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, CAIRN_BENCH_USAGE: usageFile },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  const [code] = await once(child, 'close');
  const wallMs = performance.now() - started;
  if (!good.includes(code)) throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
  const usage = JSON.parse(readFileSync(usageFile, 'utf8'));
  rmSync(folder, { recursive: true });
  return { wallMs, ...usage };
}
