import { Command, Option } from 'commander';
import { availableParallelism } from 'node:os';
import { TrailspikeError } from '../model/errors.js';
import type { IdentityMode } from '../model/identity.js';
import type { ListingSlice } from '../main-thread/ingest/object-filter.js';
import { DEFAULT_DELIVERY_SLACK, FETCH, type Fetch } from '../main-thread/options.js';
import { Progress } from '../main-thread/progress.js';
import { scan } from '../main-thread/scan.js';
import { checkOutput } from '../output/check-output.js';
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
import { accountValues, durationValue, sliceValue, regionValues, wholeNumber } from './values.js';

interface ScanFlags extends EvaluationFlags, S3Flags, OutputFlags {
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly deliverySlack: number;
  readonly list?: string;
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
    .argument(
      '[source...]',
      's3://BUCKET[/PREFIX], the ARN of an access point, or a folder, with or without the layout of CloudTrail',
    );
  command.option(
    '--list <file>',
    'read the objects that it names, in place of listing: keys or s3:// addresses, one a line (- for stdin), ' +
      'or the manifest.json of an S3 Inventory; a path or s3://',
  );
  addEvaluationOptions(command);
  command
    .option('--account <id>', 'only this account (repeatable)', accountValues)
    .option('--region <name>', 'only this region (repeatable)', regionValues)
    .addOption(
      new Option(
        '--delivery-slack <duration>',
        'also read what was delivered this long after --to, for events that CloudTrail delivered late',
      )
        .argParser(durationValue)
        .default(DEFAULT_DELIVERY_SLACK, '3d'),
    )
    .addOption(
      new Option(
        '--identity <mode>',
        'what counts as one identity: userIdentity.arn, or the role of a session',
      )
        .choices(['arn', 'issuer'])
        .default('arn'),
    );
  addOutputOptions(command);
  command
    .option(
      '--state <dir>',
      'keep what was read: a stopped run continues, and the next run reads only new objects',
    )
    .option(
      '--partition <i/n>',
      'read only the i-th of n parts into the state, evaluate nothing (needs --state)',
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
      '--verify-decoder <n>',
      'decode every n-th object by both decoders, and fail where they disagree',
      wholeNumber(1, 1_000_000),
    );
  addS3Options(command);
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

/** @returns the exit code */
async function runScan(sources: readonly string[], flags: ScanFlags): Promise<number> {
  const { partition } = flags;
  const formats = formatsOf(flags, partition === undefined);
  if (partition !== undefined && flags.notify !== undefined) refuseNotify();
  if (formats.length > 0) checkOutput(flags.out);
  const evaluation = await evaluationOf(flags);
  const progress = new Progress();
  const signal = stopSignal(
    flags.state === undefined ? 'nothing was written' : 'run the same command again to continue from here',
  );
  const start = (): ReturnType<typeof scan> =>
    scan({
      sources,
      ...evaluation,
      identity: flags.identity,
      accounts: flags.account ?? [],
      regions: flags.region ?? [],
      deliverySlack: flags.deliverySlack,
      ...(flags.list !== undefined && { list: flags.list }),
      s3: s3Of(flags),
      progress,
      signal,
      ...(flags.state !== undefined && { state: flags.state }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
      ...(flags.fetch !== undefined && { fetch: flags.fetch }),
      ...(flags.verifyDecoder !== undefined && { verifyDecoder: flags.verifyDecoder }),
      ...(partition !== undefined && { partition }),
    });
  return runToEnd({ flags, formats, progress, signal, state: flags.state, start });
}
