import { join } from 'node:path';
import { total } from '../model/coverage.js';
import type { RunResult } from '../main-thread/result.js';
import { printable, signalTable } from '../output/table.js';
import { timingLines } from '../output/timings.js';
import { durationText } from './progress-line.js';

/**
 * What a run says when it is over: the signals on stdout, as a table on a terminal and as lines of JSON elsewhere;
 * everything else on stderr.
 */
export function present(
  run: RunResult,
  out: string | undefined,
  quiet: boolean,
  asTable = process.stdout.isTTY,
): void {
  if (quiet) return;
  if (asTable) process.stdout.write(signalTable(run.signals));
  else for (const signal of run.signals) process.stdout.write(`${JSON.stringify(signal)}\n`);
  for (const line of closingLines(run, out)) process.stderr.write(`${printable(line)}\n`);
}

/** Where the time of a run went, on stderr. */
export function presentTimings(run: RunResult): void {
  for (const line of timingLines(run)) process.stderr.write(`${line}\n`);
}

function closingLines(run: RunResult, out: string | undefined): string[] {
  const { coverage, totals, failures } = run;
  const failed = total(coverage.failed);
  const lines = run.warnings.map((warning) => `warning: ${warning}`);
  if (out !== undefined) {
    const suppressed = run.signals.filter((signal) => signal.suppressed !== null).length;
    lines.push(
      `${run.signals.length} ${run.signals.length === 1 ? 'signal' : 'signals'}${suppressed > 0 ? `, ${suppressed} of them suppressed,` : ''} in ${join(out, 'signals.ndjson')}, report in ${join(out, 'report.html')}`,
    );
  }
  lines.push(
    `${coverage.listed} objects listed = ${coverage.decoded} decoded + ${failed} failed + ${total(coverage.skipped)} skipped` +
      (coverage.alreadyProcessed > 0
        ? `; ${coverage.alreadyProcessed} of them already processed by an earlier run`
        : ''),
    `${totals.retrievals} retrievals by ${totals.identities} identities in ${durationText(run.seconds.total)}` +
      ` (${(coverage.bytes / 1e6).toFixed(1)} MB read, ${(coverage.inflatedBytes / 1e6).toFixed(1)} MB inflated)`,
  );
  if (failed > 0) {
    lines.push(
      `incomplete: ${failed} objects could not be read or decoded whole, so something may be missing:`,
    );
    for (const { uri, reason, detail } of failures.slice(0, 5)) lines.push(`  ${uri}: ${reason} (${detail})`);
    if (failed > 5) lines.push(`  … and ${failed - 5} more${out === undefined ? '' : ', in summary.json'}`);
  }
  return lines;
}
