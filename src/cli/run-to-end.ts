import type { OutputFormatName } from '../output/formats/registry.js';
import type { Progress } from '../main-thread/progress.js';
import type { Run } from '../main-thread/run.js';
import { exitCodeOf } from './exit-code.js';
import { present, presentTimings } from './present.js';
import { showProgress } from './progress-line.js';
import type { OutputFlags } from './shared-options.js';

export interface RunPlan {
  readonly flags: OutputFlags;
  /** Formats to write; none writes no file. */
  readonly formats: readonly OutputFormatName[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly start: () => Promise<Run>;
}

/** The part that `scan` and `merge` share: runs, writes the files, shows the results. @returns the exit code */
export async function runToEnd({ flags, formats, progress, signal, start }: RunPlan): Promise<number> {
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
    if (!quiet) present(run, { out: flags.out, formats });
    if (flags.timings) presentTimings(run);
    return exitCodeOf(run, flags.failOnSignal === true);
  } finally {
    hide();
  }
}
