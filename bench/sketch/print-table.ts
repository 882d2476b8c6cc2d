import type { Bench } from 'tinybench';

/**
 * Prints each task's median time for one operation.
 * @param operations how many operations a task does in each of its runs.
 */
export function printTable(bench: Bench, operations: number): void {
  console.log(`\n${bench.name ?? ''} (Node ${process.version}, ${process.arch})`);
  console.table(
    bench.table((task) => {
      if (task.result.state !== 'completed') throw new Error(`${task.name} did not complete`);
      const { latency } = task.result;
      return {
        operation: task.name,
        'ns (median)': Number(((latency.p50 * 1e6) / operations).toPrecision(3)),
        '±': `${latency.rme.toFixed(1)} %`,
        samples: latency.samplesCount,
      };
    }),
  );
}
