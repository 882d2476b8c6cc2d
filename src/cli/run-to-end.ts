import type { OutputFormatName } from '../output/formats/registry.js';
import type { Progress } from '../main-thread/progress.js';
import type { Run } from '../main-thread/run.js';
import type { NotificationCounts } from '../output/metrics-text.js';
import type { Notified } from '../output/notify/notify.js';
import { exitCodeOf } from './exit-code.js';
import { present, presentNotified, presentSummary, presentTimings } from './present.js';
import { showProgress } from './progress-line.js';
import type { OutputFlags } from './shared-options.js';
import { shownArguments } from './shown-arguments.js';

export interface RunPlan {
  readonly flags: OutputFlags;
  /** Formats to write; none writes no file. */
  readonly formats: readonly OutputFormatName[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Arguments that name the sources, for what to do next; empty when the run has none. */
  readonly sources: readonly string[];
  /** State that keeps what was read, and which signals were notified. */
  readonly state?: string | undefined;
  readonly start: () => Promise<Run>;
}

/** What `--notify` and `--metrics` need, checked before a long run. @throws TrailspikeError E_USAGE, E_OUTPUT */
async function sinksOf({ notify, metrics }: OutputFlags): Promise<Sinks> {
  const sinks: Sinks = {};
  if (metrics !== undefined) {
    const { checkMetricsFile, writeMetrics } = await import('../output/write-metrics.js');
    checkMetricsFile(metrics);
    sinks.writeMetrics = (run, notified) => writeMetrics(metrics, run, notified);
  }
  if (notify !== undefined) {
    const { webhookAddress } = await import('../output/notify/webhook.js');
    const address = webhookAddress(notify);
    sinks.notify = async (run, signal) => {
      const { notify } = await import('../output/notify/notify.js');
      return notify(run, address, run.kept, { signal });
    };
  }
  return sinks;
}

interface Sinks {
  notify?: (run: Run, signal: AbortSignal) => Promise<Notified>;
  writeMetrics?: (run: Run, notified: NotificationCounts | undefined) => void;
}

/** The part that `scan` and `merge` share: runs, writes the files, shows the results. @returns the exit code */
export async function runToEnd(plan: RunPlan): Promise<number> {
  const { flags, formats, progress, signal, start, sources, state } = plan;
  const quiet = flags.quiet === true;
  const sinks = await sinksOf(flags);
  const hide = showProgress(progress, quiet);
  try {
    await using run = await start();
    if (formats.length > 0) {
      // Loaded only now, so that the first objects do not wait for it.
      const { writeOutputs } = await import('../output/write-outputs.js');
      await writeOutputs(run, flags.out, { formats, args: shownArguments(process.argv.slice(2)), signal });
    }
    hide();
    if (!quiet) {
      await present(
        run,
        { out: flags.out, formats, sources, ...(state !== undefined && { state }) },
        { verbose: flags.verbose === true, ...(flags.json && { shown: 'summary' }) },
      );
    } else if (flags.json) await presentSummary(run);
    if (flags.timings) presentTimings(run);
    const notified = run.evaluated ? await sinks.notify?.(run, signal) : undefined;
    if (notified !== undefined) presentNotified(notified, quiet);
    sinks.writeMetrics?.(run, notified && countsOf(notified));
    return exitCodeOf(run, flags.failOnSignal === true, notified);
  } finally {
    hide();
  }
}

function countsOf({ sent, sentBefore, failed }: Notified): NotificationCounts {
  return { sent, sent_before: sentBefore, failed };
}
