import type { RunResult } from '../main-thread/result.js';

const NAMES = {
  inflate: 'inflate',
  search: 'search and split',
  extract: 'parse and extract',
  read: 'read files',
  fetch: 'fetch from S3',
  route: 'route',
  decodeRest: 'rest of decoding',
  ingest: 'ingest',
  snapshot: 'open and snapshot',
  evaluate: 'evaluate',
  main: 'main thread',
} as const;

/** Where the time of a run went, as lines for people. */
export function timingLines({ timings, coverage, seconds, threads }: RunResult): string[] {
  const parts = Object.entries(NAMES).map(([part, name]) => ({
    name,
    spent: timings.seconds[part as keyof typeof NAMES],
  }));
  const all = Math.max(
    parts.reduce((sum, { spent }) => sum + spent, 0),
    1e-9,
  );
  const { read, fetch, inflate, search, extract, route, decodeRest, main } = timings.seconds;
  const decoding = read + fetch + inflate + search + extract + route + decodeRest;
  const available = Math.max(threads.decode * seconds.reading, 1e-9);
  return [
    `${all.toFixed(2)} s of thread time, without waiting:`,
    ...parts
      .sort((a, b) => b.spent - a.spent)
      .map(({ name, spent }) => `  ${percent(spent / all)}  ${name} (${spent.toFixed(2)} s)`),
    `decode threads were busy ${percent(decoding / available).trim()} of ${seconds.reading.toFixed(2)} s; ` +
      `the main thread took ${per(main, coverage.bytes / 1e9)} s per GB as stored, ` +
      `${per(main, coverage.read / 1000)} s per 1,000 objects`,
    `CPU of the process ${timings.processCpuSeconds.toFixed(2)} s, ` +
      (timings.decoder === null
        ? 'nothing was decoded'
        : `inflated and decoded by ${timings.decoder === 'wasm' ? 'WebAssembly' : 'zlib and JavaScript'}`),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(5)} %`;
}

function per(spent: number, amount: number): string {
  return amount > 0 ? (spent / amount).toFixed(3) : '-';
}
