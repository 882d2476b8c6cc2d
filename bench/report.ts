import type { Bench } from 'tinybench';

/** A row of the table of benches. */
export interface BenchRow {
  readonly task: string;
  /** In the median run. */
  readonly value: number;
  readonly unit: string;
  /** In the fastest run. */
  readonly best: number;
  readonly runs: number;
}

/** How a task's times are shown. */
export interface BenchUnit {
  /** A time of one operation, or operations a second. */
  readonly unit: 'ns' | 'µs' | 'MB/s' | 'retrievals/s' | 'events/s';
  /** Operations of one run of a task: bytes, if the unit is of bytes. @default 1 */
  readonly per?: (task: string) => number;
}

const PER_SECOND: Readonly<Record<string, number>> = { 'MB/s': 1e-6, 'retrievals/s': 1, 'events/s': 1 };
const OF_SECONDS: Readonly<Record<string, number>> = { ns: 1e9, µs: 1e6 };

/** Milliseconds of a task with `operations` in the unit. */
export function inUnit(milliseconds: number, unit: BenchUnit['unit'], operations: number): number {
  const seconds = milliseconds / 1000;
  const rate = PER_SECOND[unit];
  return rate === undefined ? (seconds / operations) * OF_SECONDS[unit]! : (operations / seconds) * rate;
}

/**
 * Reports the results of a bench: to the runner of all benches, or as a table if this bench was started alone.
 * @throws Error when a task failed; a task fails when its answer is wrong
 */
export function reportBench(bench: Bench, { unit, per = () => 1 }: BenchUnit): void {
  reportRows(
    bench.tasks.map(({ name, result }) => {
      if (!('latency' in result)) throw new Error(`${name} did not finish`, { cause: result });
      const { p50, min, samplesCount } = result.latency;
      const figure = (milliseconds: number): number => inUnit(milliseconds, unit, per(name));
      const task = bench.name === undefined ? name : `${bench.name}: ${name}`;
      return { task, value: figure(p50), unit, best: figure(min), runs: samplesCount };
    }),
  );
}

export function reportRows(rows: readonly BenchRow[]): void {
  if (process.send === undefined) console.log(benchTable([['', rows]]));
  else process.send(rows);
}

/** One table of several benches' rows. */
export function benchTable(benches: readonly (readonly [name: string, rows: readonly BenchRow[]])[]): string {
  const lines = benches.flatMap(([name, rows]) =>
    rows.map(
      ({ task, value, unit, best, runs }) =>
        `| ${name} | ${task.replaceAll('|', '\\|')} | ${threeDigits(value)} | ${unit} | ${threeDigits(best)} | ${runs} |`,
    ),
  );
  return ['| bench | task | median | unit | best | runs |', '|---|---|--:|---|--:|--:|', ...lines].join('\n');
}

function threeDigits(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}
