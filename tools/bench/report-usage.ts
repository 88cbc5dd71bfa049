import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

// Loaded into a measured process with --import: on its way out it writes what it used. The kernel's own high-water mark
// misses nothing, as looking from outside now and then would.
const target = process.env['CAIRN_BENCH_USAGE'];
if (isMainThread && target !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = {
      peakMb: (highWaterMark() ?? maxRSS) / 1024,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
    };
    writeFileSync(target, JSON.stringify(usage));
  });
}

/** In KiB; Linux only. Other than ru_maxrss it forgets what the parent held before exec. */
function highWaterMark(): number | undefined {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}
