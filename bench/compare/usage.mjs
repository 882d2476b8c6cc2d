/**
 * Runs a script in this process and writes its usage to a file: `node usage.mjs FILE SCRIPT [ARGUMENT…]`. Usage is
 * microseconds of CPU of the whole process and of its main thread (-1 if the system does not give it), and the largest
 * resident set in bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { runMain } from 'node:module';

const [file] = process.argv.splice(2, 1);
process.argv.splice(1, 1);

/** CPU of the main thread, whose number is that of the process, in microseconds. Only Linux gives it. */
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
// `require`, as Node itself does: an import would first look for the names that a CommonJS script exports.
runMain();
