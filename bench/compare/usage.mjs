/**
 * Runs another program in its place and leaves what that took in a file: `node usage.mjs FILE SCRIPT [ARGUMENT…]`.
 * Microseconds of CPU of the whole process and of its main thread (-1 where the system does not tell), and the largest
 * resident set in bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { runMain } from 'node:module';

const [file] = process.argv.splice(2, 1);
process.argv.splice(1, 1);

/** Microseconds on a core, of the thread whose number is the process's: the main one. Linux alone tells. */
function mainThread() {
  try {
    const [nanoseconds] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1000;
  } catch {
    return -1;
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = userCPUTime + systemCPUTime;
  writeFileSync(file, JSON.stringify({ cpu, mainCpu: mainThread(), peakBytes: maxRSS * 1024 }));
});
// As Node itself would: an import would look for the names that a CommonJS script exports, which takes a while.
runMain();
