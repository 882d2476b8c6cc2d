import { Worker } from 'node:worker_threads';
import { onEachCase } from './guard.js';

/** Longest time of one case before it counts as hanging, milliseconds of real time. */
const MOST_MILLISECONDS = 60_000;

/**
 * Watches the cases from another thread: a case that does not end cannot be left from within. It prints what to run
 * again, and kills the process.
 */
export function watch(): { begin: (again: string) => void; stop: () => void } {
  const cells = new Int32Array(new SharedArrayBuffer(4));
  const text = new Uint8Array(new SharedArrayBuffer(1000));
  onEachCase(() => void Atomics.add(cells, 0, 1));
  const worker = new Worker(
    `const { workerData: { cells, text, most } } = require('node:worker_threads');
     const { writeSync } = require('node:fs');
     let [last, since] = [-1, performance.now()];
     setInterval(() => {
       const now = Atomics.load(cells, 0);
       if (now !== last) [last, since] = [now, performance.now()];
       if (performance.now() - since < most) return;
       const again = Buffer.from(text).toString().replace(/\\0.*/s, '');
       writeSync(2, 'a case does not end; again: ' + again + '\\n');
       process.kill(process.pid, 'SIGKILL');
     }, 1000);`,
    { eval: true, workerData: { cells, text, most: MOST_MILLISECONDS } },
  );
  worker.unref();
  return {
    begin(again) {
      text.fill(0);
      text.set(Buffer.from(again).subarray(0, text.length));
    },
    stop: () => void worker.terminate(),
  };
}
