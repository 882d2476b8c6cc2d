import { coverageText, writtenText } from './closing-texts.js';
import { log } from './log/log.js';
import { runEvents } from './log/run-events.js';
import { shownArguments } from './shown-arguments.js';
import { total } from '../model/coverage.js';
import { lostRecords, type RunResult } from '../main-thread/result.js';
import { filesWritten } from '../output/formats/registry.js';
import { printable, printableJson } from '../output/printable.js';
import { painter, type Paint } from '../output/terminal/colour.js';
import { durationText } from '../output/duration-text.js';
import type { Notified } from '../output/notify/notify.js';
import { integrityText } from '../output/integrity-text.js';
import { countedOf } from '../output/counted-events.js';
import { judgedText } from '../output/judged-text.js';
import { timingLines } from '../output/timings.js';
import { plural } from '../output/words.js';
import { nextStep, type RunContext } from './next-step.js';
import { terminalWidth } from './terminal-width.js';

/** What is shown on stdout: the signals as a table, the signals as lines of JSON, or the summary as JSON. */
export type Shown = 'table' | 'lines' | 'summary';

export interface PresentOptions {
  /** @default a table on a terminal, lines elsewhere */
  readonly shown?: Shown;
  /** Whether a table says why below each signal. @default false */
  readonly verbose?: boolean;
}

/** Shows the results: what was asked for on stdout, everything else on stderr. */
export async function present(
  run: RunResult,
  context: RunContext,
  options: PresentOptions = {},
): Promise<void> {
  const { shown = process.stdout.isTTY ? 'table' : 'lines' } = options;
  if (shown === 'summary') await presentSummary(run);
  else if (shown === 'table') await presentTable(run, options.verbose === true);
  else for (const signal of run.signals) process.stdout.write(`${JSON.stringify(signal)}\n`);
  if (log.isJson) {
    for (const entry of runEvents(run, context)) log.sayJson(entry);
    return;
  }
  const paint = painter(process.stderr);
  for (const line of closingLines(run, context)) log.sayText(`${painted(printable(line), paint)}\n`);
}

/** Shows the content of `summary.json` on stdout. */
export async function presentSummary(run: RunResult): Promise<void> {
  const { summaryText } = await import('../output/summary.js');
  const text = summaryText(run, shownArguments(process.argv.slice(2)));
  process.stdout.write(process.stdout.isTTY ? printableJson(text) : text);
}

async function presentTable(run: RunResult, verbose: boolean): Promise<void> {
  // Loaded only now: how wide a character is takes a while to load.
  const { signalTable } = await import('../output/table.js');
  const width = terminalWidth(process.stdout);
  process.stdout.write(
    signalTable(run.signals, run.rules, { width, verbose, paint: painter(process.stdout) }),
  );
}

/** Warnings and what to do next stand out. */
function painted(line: string, paint: Paint): string {
  if (/^(?:warning|incomplete):/.test(line)) return paint('yellow', line);
  return line.startsWith('next:') ? paint('bold', line) : line;
}

/** Shows on stderr where the time of a run went. */
export function presentTimings(run: RunResult): void {
  const { seconds: threadSeconds, processCpuSeconds } = run.timings;
  const fields = { seconds: run.seconds, threadSeconds, processCpuSeconds };
  log.sayJson({ event: 'timings', message: 'where the time went', fields });
  for (const line of timingLines(run)) log.sayText(`${line}\n`);
}

/** Shows on stderr what became of the notifications; failures also when quiet. */
export function presentNotified({ sent, sentBefore, failed, reasons }: Notified, quiet: boolean): void {
  if (log.isJson) {
    log.sayJson({
      event: 'notified',
      level: failed > 0 ? 'error' : 'info',
      message: failed > 0 ? `${failed} signals were not notified` : `${sent} signals were notified`,
      fields: { sent, sentBefore, failed, reasons },
    });
    return;
  }
  const before = sentBefore === 0 ? '' : `; earlier runs had sent ${sentBefore}`;
  if (!quiet) log.sayText(`notified: ${sent} signals${before}\n`);
  if (failed === 0) return;
  const why = reasons.map((reason) => printable(reason)).join('; ');
  log.sayText(`error: ${failed} signals were not notified: ${why}\n`);
}

function closingLines(run: RunResult, context: RunContext): string[] {
  const { out, formats } = context;
  const { coverage, totals, failures } = run;
  const failed = total(coverage.failed);
  const lines = run.warnings.map((warning) => `warning: ${warning}`);
  if (run.evaluated)
    lines.push(signalCount(run), ...ruleLines(run), judgedText(run.judged, countedOf(run.rules).many));
  if (formats.length > 0) {
    lines.push(writtenText(out, filesWritten(formats, run.explains)));
  }
  lines.push(
    coverageText(coverage) +
      (coverage.alreadyProcessed > 0
        ? `; an earlier run had already processed ${coverage.alreadyProcessed} of them`
        : ''),
    `${totals.retrievals} ${countedOf(run.rules).many} by ${plural(totals.identities, 'identity', 'identities')} in ${durationText(run.seconds.total)}` +
      ` (${(coverage.bytes / 1e6).toFixed(1)} MB read, ${(coverage.inflatedBytes / 1e6).toFixed(1)} MB inflated)`,
  );
  if (run.integrity !== null) lines.push(integrityText(run.integrity));
  if (failed === 0 && !run.complete) {
    lines.push(`incomplete: ${whyIncomplete(run)}, so signals may be missing`);
  }
  lines.push(...run.notes);
  if (failed > 0) {
    lines.push(
      `incomplete: ${plural(failed, 'object')} could not be read or decoded to their end, so signals may be missing:`,
    );
    for (const { uri, reason, detail } of failures.slice(0, 5)) lines.push(`  ${uri}: ${reason} (${detail})`);
    if (failed > 5)
      lines.push(`  … and ${failed - 5} more${formats.includes('summary') ? ', in summary.json' : ''}`);
  }
  lines.push(nextStep(run, context));
  return lines;
}

/** Where no object failed. */
function whyIncomplete({ coverage, integrity }: RunResult): string {
  const lost = Object.entries(lostRecords(coverage)).map(([reason, count]) => `${count} ${reason}`);
  if (lost.length > 0) return `records that match the rule are not counted (${lost.join(', ')})`;
  if (coverage.decoded === 0 || integrity?.intact !== false) return 'nothing could be read';
  return 'this trail is not as CloudTrail wrote it, or that could not be verified';
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
