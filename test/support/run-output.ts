import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { total, type Coverage } from '../../src/model/coverage.js';
import { mergeWithThreads, type MergeOptions } from '../../src/main-thread/merge.js';
import type { RunResult } from '../../src/main-thread/result.js';
import type { Run } from '../../src/main-thread/run.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import type { ScanOptions } from '../../src/main-thread/scan-options.js';
import { workerEntry, type ThreadEntries } from '../../src/main-thread/worker-entry.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { temporaryFolder } from './temporary.js';

const built = new URL('../../dist/src/main-thread/worker-entry.js', import.meta.url).href;

/** The built thread entries, which start many times faster than TypeScript. */
export const BUILT_ENTRIES = { decode: workerEntry('decode', built), shard: workerEntry('shard', built) };

export interface RunOutput {
  readonly run: RunResult;
  /** The content of signals.ndjson and buckets.ndjson: the same bytes whenever the same objects were read. */
  readonly signals: string;
  readonly buckets: string;
}

/** Every run has: listed = decoded + failed + skipped. */
export function expectCoverageAddsUp(coverage: Readonly<Coverage>): void {
  expect(coverage.listed).toBe(coverage.decoded + total(coverage.failed) + total(coverage.skipped));
}

async function outputOf(run: Run): Promise<RunOutput> {
  expectCoverageAddsUp(run.coverage);
  const out = temporaryFolder();
  await writeOutputs(run, out, { formats: ['signals', 'buckets'] });
  const read = (name: string): string => readFileSync(join(out, name), 'utf8');
  return { run, signals: read('signals.ndjson'), buckets: read('buckets.ndjson') };
}

/** Scans with the built threads, writes the files and closes the run. */
export async function scanTo(options: ScanOptions, entries: ThreadEntries = {}): Promise<RunOutput> {
  await using run = await scanWithThreads(options, { ...BUILT_ENTRIES, ...entries });
  return await outputOf(run);
}

/** Merges with the built threads, writes the files and closes the run. */
export async function mergeTo(options: MergeOptions): Promise<RunOutput> {
  await using run = await mergeWithThreads(options, BUILT_ENTRIES);
  return await outputOf(run);
}

/** Scans with the built threads and closes the run: for its results alone. */
export async function scanResult(options: ScanOptions, entries: ThreadEntries = {}): Promise<RunResult> {
  await using run = await scanWithThreads(options, { ...BUILT_ENTRIES, ...entries });
  return run;
}
