/**
 * Runs every `*.bench.ts` below bench/, one after the other, each in a process of its own, and prints one table.
 * `npm run bench -- [part of a name]`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchTable, type BenchRow } from './report.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv[2] ?? '';
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort();
const started = performance.now();
const benches: [string, BenchRow[]][] = [];
for (const name of names) {
  process.stderr.write(`${name}\n`);
  const rows: BenchRow[] = [];
  const bench = fork(join(folder, name), { execArgv: ['--import', 'tsx'] });
  bench.on('message', (some) => {
    if (Array.isArray(some)) rows.push(...(some as BenchRow[])); // tsx sends messages too
  });
  const [code] = (await once(bench, 'close')) as [number | null];
  if (code !== 0 || rows.length === 0) {
    process.stderr.write(`${name} FAILED\n`);
    process.exitCode = 1;
  }
  benches.push([name.replace('.bench.ts', ''), rows]);
}
console.log(benchTable(benches));
process.stderr.write(`${Math.round((performance.now() - started) / 1000)} s\n`);
