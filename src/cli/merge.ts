import { Command } from 'commander';
import { merge } from '../main-thread/merge.js';
import { Progress } from '../main-thread/progress.js';
import { checkOutput } from '../output/check-output.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { runToEnd } from './run-to-end.js';
import {
  addEvaluationOptions,
  addOutputOptions,
  evaluationOf,
  formatsOf,
  type EvaluationFlags,
  type OutputFlags,
} from './shared-options.js';
import { stopSignal } from './stop-signal.js';

interface MergeFlags extends EvaluationFlags, OutputFlags {
  readonly state?: string;
}

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('join the states of several scans and evaluate them as one')
    .argument('<state...>', 'state directories, in any order');
  addEvaluationOptions(command);
  addOutputOptions(command);
  command.option('--state <dir>', 'also keep the joined state here');
  addExamples(command, [
    ['merge part1 part2 part3 --out findings', 'evaluate the parts of several machines as one'],
    ['merge january february --rule rule.json --from 2026-02-01', 'other evaluation options'],
  ]);
  return command.action(async (states: string[], flags: MergeFlags) => {
    const formats = formatsOf(flags);
    checkOutput(flags.out);
    const evaluation = await evaluationOf(flags);
    const progress = new Progress();
    const signal = stopSignal('nothing was written', flags.maxMemory);
    const start = (): ReturnType<typeof merge> =>
      merge({
        states,
        ...evaluation,
        runId: log.runId,
        progress,
        signal,
        ...(flags.state !== undefined && { state: flags.state }),
      });
    process.exitCode = await runToEnd({
      flags,
      formats,
      progress,
      signal,
      start,
      sources: [],
      state: flags.state,
    });
  });
}
