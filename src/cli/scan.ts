import { Command, Option } from 'commander';
import { availableParallelism } from 'node:os';
import type { IdentityMode } from '../model/identity.js';
import type { ListingSlice } from '../main-thread/ingest/object-filter.js';
import { FETCH, type Fetch } from '../main-thread/options.js';
import { Progress } from '../main-thread/progress.js';
import { scan } from '../main-thread/scan.js';
import type { OnEvaluated } from '../main-thread/finalize.js';
import { checkOutput } from '../output/check-output.js';
import { exitCodeOf } from './exit-code.js';
import { present, presentTimings } from './present.js';
import { showProgress } from './progress-line.js';
import {
  addEvaluationOptions,
  addOutputOptions,
  addS3Options,
  evaluationOf,
  s3Of,
  type EvaluationFlags,
  type OutputFlags,
  type S3Flags,
} from './shared-options.js';
import { stopSignal } from './stop-signal.js';
import { accountValues, sliceValue, regionValues, wholeNumber } from './values.js';

interface ScanFlags extends EvaluationFlags, S3Flags, OutputFlags {
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly identity: IdentityMode;
  readonly state?: string;
  readonly partition?: ListingSlice;
  readonly threads?: number;
  readonly fetch?: Fetch;
  readonly verifyDecoder?: number;
}

export function scanCommand(): Command {
  const command = new Command('scan')
    .description('read CloudTrail from S3 or folders and find anomalous secret retrieval')
    .argument('<source...>', 's3://BUCKET[/PREFIX], or a folder of .json.gz or .json objects');
  addEvaluationOptions(command);
  command
    .option('--account <id>', 'only this account (repeatable)', accountValues)
    .option('--region <name>', 'only this region (repeatable)', regionValues)
    .addOption(
      new Option(
        '--identity <mode>',
        'what counts as one identity: userIdentity.arn, or the role behind a session',
      )
        .choices(['arn', 'issuer'])
        .default('arn'),
    );
  addOutputOptions(command);
  command
    .option(
      '--state <dir>',
      'keep what was read, to go on after a stop and to read only what is new next time',
    )
    .option('--partition <i/n>', 'read the i-th of n parts and leave only state (needs --state)', sliceValue)
    .option(
      '--threads <n>',
      `decode threads (default here: ${Math.max(1, availableParallelism() - 1)})`,
      wholeNumber(1, 1024),
    )
    .addOption(
      new Option(
        '--fetch <who>',
        'who fetches from S3: the main thread, or the decode threads themselves (default: main up to 2 threads)',
      ).choices(FETCH),
    )
    .option(
      '--verify-decoder <n>',
      'decode every n-th object by both decoders, and fail where they disagree',
      wholeNumber(1, 1_000_000),
    );
  addS3Options(command);
  return command.action(async (sources: string[], flags: ScanFlags) => {
    process.exitCode = await runScan(sources, flags, process.argv.slice(2));
  });
}

/** Writes the report. What it takes is loaded only then, so that the first objects need not wait for it. */
function report(out: string, args: readonly string[], flags: ScanFlags): OnEvaluated {
  return async (run) => {
    const { reportTo } = await import('../output/write-report.js');
    await reportTo(out, { args, buckets: flags.buckets === true })(run);
  };
}

/** @returns the exit code */
export async function runScan(
  sources: readonly string[],
  flags: ScanFlags,
  args: readonly string[],
): Promise<number> {
  const progress = new Progress();
  const quiet = flags.quiet === true;
  const partition = flags.partition;
  const out = partition === undefined ? flags.out : undefined;
  if (out !== undefined) checkOutput(out);
  const evaluation = await evaluationOf(flags);
  const hide = showProgress(progress, quiet);
  try {
    const run = await scan({
      sources,
      ...evaluation,
      identity: flags.identity,
      accounts: flags.account ?? [],
      regions: flags.region ?? [],
      s3: s3Of(flags),
      progress,
      signal: stopSignal(
        flags.state === undefined ? 'nothing was written' : 'run the same command again to go on from here',
      ),
      ...(flags.state !== undefined && { state: flags.state }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
      ...(flags.fetch !== undefined && { fetch: flags.fetch }),
      ...(flags.verifyDecoder !== undefined && { verifyDecoder: flags.verifyDecoder }),
      ...(partition !== undefined && { partition }),
      ...(out !== undefined && { onEvaluated: report(out, args, flags) }),
    });
    hide();
    present(run, out, quiet);
    if (flags.timings) presentTimings(run);
    return exitCodeOf(run, flags.failOnSignal === true);
  } finally {
    hide();
  }
}
