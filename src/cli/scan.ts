import { Command, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { TrailspikeError } from '../model/errors.js';
import type { IdentityMode } from '../model/identity.js';
import type { ListingSlice } from '../source/listing/object-filter.js';
import { FETCH, type Fetch } from '../main-thread/options.js';
import { Progress } from '../main-thread/progress.js';
import { scan } from '../main-thread/scan.js';
import type { VerifyOptions } from '../main-thread/scan-options.js';
import { formatNames, useEvidence } from '../output/formats/registry.js';
import { checkOutput } from '../output/check-output.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { readHashKey } from './read-hash-key.js';
import { runToEnd } from './run-to-end.js';
import {
  addChoiceOptions,
  addEvaluationOptions,
  addOutputOptions,
  addS3Options,
  addSourceArgument,
  DEFAULT_EXPLAIN,
  evaluationOf,
  formatsOf,
  s3Arguments,
  s3Of,
  type ChoiceFlags,
  type EvaluationFlags,
  type OutputFlags,
  type S3Flags,
} from './shared-options.js';
import { stopSignal } from './stop-signal.js';
import { repeated, sliceValue, wholeNumber } from './values.js';

interface ScanFlags extends ChoiceFlags, EvaluationFlags, S3Flags, OutputFlags {
  readonly list?: string;
  readonly identity: IdentityMode;
  readonly state?: string;
  readonly hashKey?: string;
  readonly partition?: ListingSlice;
  readonly threads?: number;
  readonly fetch?: Fetch;
  readonly verifyDecoder?: number;
  readonly verify?: true;
  readonly digestKeys?: readonly string[];
  readonly cloudtrailEndpoint?: string;
  readonly explain: number;
}

export function scanCommand(): Command {
  const command = new Command('scan').description(
    'read CloudTrail from S3 or folders and find anomalous secret retrieval',
  );
  addSourceArgument(command);
  addEvaluationOptions(command);
  addChoiceOptions(command).addOption(
    new Option('--identity <mode>', 'what counts as one identity: userIdentity.arn, or the role of a session')
      .choices(['arn', 'issuer'])
      .default('arn'),
  );
  addOutputOptions(command);
  command
    .addOption(
      new Option(
        '--explain <n>',
        'read the objects around the n most severe signals again, for exact evidence with event ids, where an output format shows it',
      )
        .argParser(wholeNumber(0, 1_000_000))
        .default(DEFAULT_EXPLAIN),
    )
    .option(
      '--state <dir>',
      'keep what was read: a stopped run continues, and the next run reads only new objects',
    )
    .option(
      '--hash-key <file>',
      'secret of 32 or more hexadecimal digits that keeps others from choosing names that collide; the same for states that are to be merged (default: a random one for a new state, a known one without --state)',
    )
    .option(
      '--partition <i/n>',
      'read only the i-th of n parts into the state, evaluate nothing (needs --state and --hash-key)',
      sliceValue,
    )
    .option(
      '--threads <n>',
      `decode threads (default here: ${Math.max(1, availableParallelism() - 1)})`,
      wholeNumber(1, 1024),
    )
    .addOption(
      new Option(
        '--fetch <who>',
        'which threads fetch from S3: the main thread or the decode threads (default: main with up to 2 threads)',
      ).choices(FETCH),
    )
    .option(
      '--verify',
      "check CloudTrail's digests in the same pass: what is missing, altered or added, signatures and links; exit 3 where anything is found",
    )
    .option(
      '--digest-keys <file>',
      'public keys for --verify: PEM, or the output of "aws cloudtrail list-public-keys"; may be repeated (default: asked for, where the source is in S3)',
      repeated,
    )
    .option('--cloudtrail-endpoint <url>', "address in place of CloudTrail's own, to ask for public keys")
    .option(
      '--verify-decoder <n>',
      'decode every n-th object by both decoders, and fail where they disagree',
      wholeNumber(1, 1_000_000),
    );
  addS3Options(command);
  addExamples(command, [
    ['scan s3://my-trail-bucket --from 2026-03-01 --out findings', 'a bucket, from a day on'],
    ['scan ./AWSLogs --pack credentials --verbose', 'a folder, with more kinds of credentials'],
    ['scan s3://my-trail-bucket --state kept', 'again every day: reads only what is new'],
  ]);
  return command.action(async (sources: string[], flags: ScanFlags) => {
    process.exitCode = await runScan(sources, flags);
  });
}

function refuseNotify(): never {
  throw new TrailspikeError(
    'E_USAGE',
    '--notify is about signals, and a run over one partition looks for none',
    {
      hint: 'join the parts with "trailspike merge", which notifies',
    },
  );
}

function verifyOf({ verify, digestKeys, cloudtrailEndpoint }: ScanFlags): VerifyOptions | undefined {
  if (verify) {
    return {
      ...(digestKeys !== undefined && { keyFiles: digestKeys }),
      ...(cloudtrailEndpoint !== undefined && { endpoint: cloudtrailEndpoint }),
    };
  }
  if (digestKeys === undefined && cloudtrailEndpoint === undefined) return undefined;
  throw new TrailspikeError('E_USAGE', 'keys for digests are of use only with --verify', {
    hint: 'add --verify',
  });
}

/** @returns the exit code */
async function runScan(sources: readonly string[], flags: ScanFlags): Promise<number> {
  const { partition } = flags;
  const asked = formatsOf(flags, partition === undefined);
  const formats = flags.verify && flags.format === undefined ? formatNames([...asked, 'integrity']) : asked;
  const verify = verifyOf(flags);
  if (partition !== undefined && flags.notify !== undefined) refuseNotify();
  if (formats.length > 0) checkOutput(flags.out);
  const hashKey = flags.hashKey === undefined ? undefined : readHashKey(flags.hashKey);
  const evaluation = await evaluationOf(flags);
  const progress = new Progress();
  const signal = stopSignal(
    flags.state === undefined ? 'nothing was written' : 'run the same command again to continue from here',
    flags.maxMemory,
  );
  const start = (): ReturnType<typeof scan> =>
    scan({
      sources,
      ...evaluation,
      runId: log.runId,
      identity: flags.identity,
      accounts: flags.account ?? [],
      regions: flags.region ?? [],
      deliverySlack: flags.deliverySlack,
      explain: useEvidence(formats) ? flags.explain : 0,
      ...(flags.list !== undefined && { list: flags.list }),
      s3: s3Of(flags),
      progress,
      signal,
      ...(flags.state !== undefined && { state: flags.state }),
      ...(hashKey !== undefined && { hashKey }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
      ...(flags.fetch !== undefined && { fetch: flags.fetch }),
      ...(flags.verifyDecoder !== undefined && { verifyDecoder: flags.verifyDecoder }),
      ...(verify !== undefined && { verify }),
      ...(partition !== undefined && { partition }),
    });
  return runToEnd({
    flags,
    formats,
    progress,
    signal,
    start,
    sources: [...sources, ...(flags.list === undefined ? [] : ['--list', flags.list]), ...s3Arguments(flags)],
    state: flags.state,
  });
}
