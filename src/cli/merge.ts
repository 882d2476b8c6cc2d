import { Command } from 'commander';
import { merge } from '../main-thread/merge.js';
import { Progress } from '../main-thread/progress.js';
import { checkOutput } from '../output/check-output.js';
import { reportTo } from '../output/write-report.js';
import { exitCodeOf } from './exit-code.js';
import { present, presentTimings } from './present.js';
import { showProgress } from './progress-line.js';
import { stopSignal } from './stop-signal.js';
import {
  addEvaluationOptions,
  addOutputOptions,
  evaluationOf,
  type EvaluationFlags,
  type OutputFlags,
} from './shared-options.js';

interface MergeFlags extends EvaluationFlags, OutputFlags {
  readonly state?: string;
}

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('join states that scans have left and evaluate them as one')
    .argument('<state...>', 'state directories, in any order');
  addEvaluationOptions(command);
  addOutputOptions(command);
  command.option('--state <dir>', 'also keep the joined state here');
  return command.action(async (states: string[], flags: MergeFlags) => {
    const progress = new Progress();
    const quiet = flags.quiet === true;
    checkOutput(flags.out);
    const evaluation = await evaluationOf(flags);
    const hide = showProgress(progress, quiet);
    try {
      const run = await merge({
        states,
        ...evaluation,
        progress,
        signal: stopSignal('nothing was written'),
        ...(flags.state !== undefined && { state: flags.state }),
        onEvaluated: reportTo(flags.out, { args: process.argv.slice(2), buckets: flags.buckets === true }),
      });
      hide();
      present(run, flags.out, quiet);
      if (flags.timings) presentTimings(run);
      process.exitCode = exitCodeOf(run, flags.failOnSignal === true);
    } finally {
      hide();
    }
  });
}
