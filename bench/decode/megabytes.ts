import type { Bench } from 'tinybench';

/** Prints what a bench measured, as megabytes (10⁶) of content a second: at the median, and at the fastest run. */
export function printMegabytes(bench: Bench, bytesOf: (task: string) => number): void {
  const rows = bench.tasks.map(({ name, result }) => {
    if (!('latency' in result)) throw new Error(`${name} did not finish`);
    const rate = (milliseconds: number): number => Math.round(bytesOf(name) / milliseconds / 1e3);
    const { p50, min, samplesCount } = result.latency;
    return { task: name, 'MB/s': rate(p50), 'at best': rate(min), runs: samplesCount };
  });
  console.table(rows);
}
