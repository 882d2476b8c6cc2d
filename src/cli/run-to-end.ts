import type { OutputFormatName } from '../output/formats/registry.js';
import type { Progress } from '../main-thread/progress.js';
import type { Run } from '../main-thread/run.js';
import { exitCodeOf } from './exit-code.js';
import { present, presentSummary, presentTimings } from './present.js';
import { showProgress } from './progress-line.js';
import type { OutputFlags } from './shared-options.js';

export interface RunPlan {
  readonly flags: OutputFlags;
  /** Formats to write; none writes no file. */
  readonly formats: readonly OutputFormatName[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Arguments that name the sources, for what to do next; empty when the run has none. */
  readonly sources: readonly string[];
  /** Directory that keeps what was read. */
  readonly state?: string | undefined;
  readonly start: () => Promise<Run>;
}

/** The part that `scan` and `merge` share: runs, writes the files, shows the results. @returns the exit code */
export async function runToEnd(plan: RunPlan): Promise<number> {
  const { flags, formats, progress, signal, start, sources, state } = plan;
  const quiet = flags.quiet === true;
  const hide = showProgress(progress, quiet);
  try {
    await using run = await start();
    if (formats.length > 0) {
      // Loaded only now, so that the first objects do not wait for it.
      const { writeOutputs } = await import('../output/write-outputs.js');
      await writeOutputs(run, flags.out, { formats, args: process.argv.slice(2), signal });
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
    return exitCodeOf(run, flags.failOnSignal === true);
  } finally {
    hide();
  }
}
