import { Command } from 'commander';
import { merge } from '../main-thread/merge.js';
import { MERGE_SHARDS } from '../main-thread/options.js';
import { Progress } from '../main-thread/progress.js';
import { TrailspikeError } from '../model/errors.js';
import { checkOutput } from '../output/check-output.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { runToEnd } from './run-to-end.js';
import {
  addEvaluationOptions,
  addOutputOptions,
  addS3Options,
  evaluationOf,
  formatsOf,
  s3Of,
  type EvaluationFlags,
  type OutputFlags,
  type S3Flags,
} from './shared-options.js';
import { stopSignal } from './stop-signal.js';

interface MergeFlags extends EvaluationFlags, OutputFlags, S3Flags {
  readonly state?: string;
}

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('join the states of several scans, and evaluate them as one')
    .argument('<state...>', 'states in any order: directories, or s3://BUCKET/PREFIX');
  addEvaluationOptions(command, MERGE_SHARDS);
  addOutputOptions(command);
  command.option(
    '--state <place>',
    'keep the joined state here, in a directory or s3://BUCKET/PREFIX; without --out nothing is evaluated, so that it can be merged further',
  );
  addS3Options(command);
  addExamples(command, [
    ['merge part1 part2 part3 --out findings', 'evaluate the parts of several machines as one'],
    [
      'merge s3://my-states/1 s3://my-states/2 --state s3://my-states/all',
      'states in S3, one node of a tree of merges',
    ],
    ['merge january february --rule rule.json --from 2026-02-01', 'other evaluation options'],
    ['merge part1 part2 --state parts1-2', 'an inner node of a tree of merges'],
  ]);
  return command.action(async (states: string[], flags: MergeFlags) => {
    const evaluate = flags.state === undefined || command.getOptionValueSource('out') !== 'default';
    if (!evaluate) refuseSignalOptions(flags);
    const formats = formatsOf(flags, evaluate);
    checkOutput(flags.out);
    const evaluation = await evaluationOf(flags);
    const progress = new Progress();
    const signal = stopSignal('nothing was written', flags.maxMemory);
    const start = (): ReturnType<typeof merge> =>
      merge({
        states,
        ...evaluation,
        evaluate,
        runId: log.runId,
        s3: s3Of(flags),
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

/** @throws TrailspikeError E_USAGE for what is about signals, where none are looked for */
function refuseSignalOptions({ notify, failOnSignal }: MergeFlags): void {
  const option = notify !== undefined ? '--notify' : failOnSignal ? '--fail-on-signal' : undefined;
  if (option === undefined) return;
  throw new TrailspikeError(
    'E_USAGE',
    `${option} is about signals, and a merge with --state and without --out looks for none`,
    { hint: 'add --out DIR' },
  );
}
