import { total } from '../model/coverage.js';
import type { RunResult } from '../main-thread/result.js';
import { formatsNamed, type OutputFormatName } from '../output/formats/registry.js';
import { printable, signalTable } from '../output/table.js';
import type { Notified } from '../output/notify/notify.js';
import { countedOf } from '../output/counted-events.js';
import { judgedText } from '../output/judged-text.js';
import { timingLines } from '../output/timings.js';
import { durationText } from './progress-line.js';

/** The files that a run wrote. */
export interface Written {
  readonly out: string;
  /** None when no file was written. */
  readonly formats: readonly OutputFormatName[];
}

/**
 * Shows the results: the signals on stdout, as a table on a terminal and as lines of JSON elsewhere; everything
 * else on stderr.
 */
export function present(run: RunResult, written: Written, asTable = process.stdout.isTTY): void {
  if (asTable) process.stdout.write(signalTable(run.signals, run.rules));
  else for (const signal of run.signals) process.stdout.write(`${JSON.stringify(signal)}\n`);
  for (const line of closingLines(run, written)) process.stderr.write(`${printable(line)}\n`);
}

/** Shows on stderr where the time of a run went. */
export function presentTimings(run: RunResult): void {
  for (const line of timingLines(run)) process.stderr.write(`${line}\n`);
}

/** Shows on stderr what became of the notifications; failures also when quiet. */
export function presentNotified({ sent, sentBefore, failed, reasons }: Notified, quiet: boolean): void {
  const before = sentBefore === 0 ? '' : `; earlier runs had sent ${sentBefore}`;
  if (!quiet) process.stderr.write(`notified: ${sent} signals${before}\n`);
  if (failed === 0) return;
  const why = reasons.map((reason) => printable(reason)).join('; ');
  process.stderr.write(`error: ${failed} signals were not notified: ${why}\n`);
}

function closingLines(run: RunResult, { out, formats }: Written): string[] {
  const { coverage, totals, failures } = run;
  const failed = total(coverage.failed);
  const lines = run.warnings.map((warning) => `warning: ${warning}`);
  if (run.evaluated) lines.push(signalCount(run), ...ruleLines(run), judgedText(run.judged));
  if (formats.length > 0) {
    lines.push(
      `written to ${out}: ${formatsNamed(formats)
        .flatMap(({ files }) => files)
        .join(', ')}`,
    );
  }
  lines.push(
    `${coverage.listed} objects listed = ${coverage.decoded} decoded + ${failed} failed + ${total(coverage.skipped)} skipped` +
      (coverage.alreadyProcessed > 0
        ? `; an earlier run had already processed ${coverage.alreadyProcessed} of them`
        : ''),
    `${totals.retrievals} ${countedOf(run.rules).many} by ${totals.identities} identities in ${durationText(run.seconds.total)}` +
      ` (${(coverage.bytes / 1e6).toFixed(1)} MB read, ${(coverage.inflatedBytes / 1e6).toFixed(1)} MB inflated)`,
  );
  if (failed === 0 && !run.complete) {
    lines.push('incomplete: records that match the rule could not be read, so signals may be missing');
  }
  lines.push(...run.notes);
  if (failed > 0) {
    lines.push(
      `incomplete: ${failed} objects could not be read or decoded to their end, so signals may be missing:`,
    );
    for (const { uri, reason, detail } of failures.slice(0, 5)) lines.push(`  ${uri}: ${reason} (${detail})`);
    if (failed > 5)
      lines.push(`  … and ${failed - 5} more${formats.includes('summary') ? ', in summary.json' : ''}`);
  }
  return lines;
}

/** With several rules, what each of them found. */
function ruleLines({ rules }: RunResult): string[] {
  if (rules.length < 2) return [];
  return rules.map(
    ({ rule, signals, totals, subject }) =>
      `  ${signals.length} by "${rule.name}", which counted ${totals.retrievals + totals.failures} ${subject.event.many}`,
  );
}

function signalCount({ signals, infoSignals }: RunResult): string {
  const suppressed = signals.filter((signal) => signal.suppressed !== null).length;
  return (
    `${signals.length} ${signals.length === 1 ? 'signal' : 'signals'}` +
    (suppressed > 0 ? `, ${suppressed} of them suppressed` : '') +
    (infoSignals > 0 ? `; ${infoSignals} more disclose nothing new (--show-info)` : '')
  );
}
