import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { total, type Coverage } from '../../src/model/coverage.js';
import { merge, type MergeOptions } from '../../src/main-thread/merge.js';
import type { RunResult } from '../../src/main-thread/result.js';
import { scan, type ScanOptions } from '../../src/main-thread/scan.js';
import { reportTo } from '../../src/output/write-report.js';
import { workerEntry } from '../../src/main-thread/worker-entry.js';
import { temporaryFolder } from './temporary.js';

const built = new URL('../../dist/src/main-thread/worker-entry.js', import.meta.url).href;

/** The built thread entries: they start many times faster than TypeScript ones. */
export const BUILT_ENTRIES = { decode: workerEntry('decode', built), shard: workerEntry('shard', built) };

export interface RunOutput {
  readonly run: RunResult;
  /** Contents of the files that must be byte-identical whenever the same objects were read. */
  readonly signals: string;
  readonly buckets: string;
}

/** Listed = decoded + failed + skipped, in every run. */
export function expectCoverageAddsUp(coverage: Readonly<Coverage>): void {
  expect(coverage.listed).toBe(coverage.decoded + total(coverage.failed) + total(coverage.skipped));
}

function outputOf(run: RunResult, out: string): RunOutput {
  expectCoverageAddsUp(run.coverage);
  const read = (name: string): string => readFileSync(join(out, name), 'utf8');
  return { run, signals: read('signals.ndjson'), buckets: read('buckets.ndjson') };
}

export async function scanTo(options: ScanOptions): Promise<RunOutput> {
  const out = temporaryFolder();
  return outputOf(
    await scan({ entries: BUILT_ENTRIES, ...options, onEvaluated: reportTo(out, { buckets: true }) }),
    out,
  );
}

export async function mergeTo(options: MergeOptions): Promise<RunOutput> {
  const out = temporaryFolder();
  return outputOf(
    await merge({ entries: BUILT_ENTRIES, ...options, onEvaluated: reportTo(out, { buckets: true }) }),
    out,
  );
}
