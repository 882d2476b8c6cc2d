import { Command } from 'commander';
import { simulate } from '../simulate/simulate.js';
import type { SignedDigests } from '../simulate/delivery/digest-chain-writer.js';
import { directoryWriter } from '../simulate/directory-writer.js';
import type { ObjectWriter } from '../simulate/object-writer.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { addS3Options, s3Of, type S3Flags } from './shared-options.js';
import { stopSignal } from './stop-signal.js';
import { timeValue, wholeNumber } from './values.js';

interface SimulateFlags extends S3Flags {
  readonly out: string;
  readonly days: number;
  readonly identities: number;
  readonly seed: number;
  readonly start?: number;
  readonly accounts?: number;
  readonly regions?: number;
  readonly thefts?: number;
  readonly digests?: true;
  readonly quiet?: true;
}

export function simulateCommand(): Command {
  const command = new Command('simulate')
    .description(
      'write the CloudTrail of a synthetic organisation with thefts, and a labels.json that names them',
    )
    .requiredOption('--out <place>', 'a folder, or s3://BUCKET[/PREFIX]')
    .option('--days <n>', 'days of activity', wholeNumber(1, 3660), 30)
    .option('--identities <n>', 'roles and users', wholeNumber(1, 100_000), 40)
    .option(
      '--seed <n>',
      'seed of the random numbers: the same seed gives the same bytes',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      1,
    )
    .option('--start <time>', 'start of activity (default: 2026-01-05)', timeValue)
    .option(
      '--accounts <n>',
      'accounts (default: one for each 25 identities, at least 3)',
      wholeNumber(1, 500),
    )
    .option('--regions <n>', 'regions (default: 2)', wholeNumber(1, 8))
    .option(
      '--thefts <n>',
      'thefts (default: one for each 20 identities, at least 3)',
      wholeNumber(0, 10_000),
    )
    .option(
      '--digests',
      'also write digests for scan --verify, signed by a new key, and its public part as digest-keys.json',
    )
    .option('--quiet', 'show errors only');
  addS3Options(command);
  addExamples(command, [
    ['simulate --out made --days 30 --identities 40', 'a month of a small organisation, in a folder'],
    ['simulate --out made --days 5 --digests', 'with digests; see docs/integrity.md'],
    ['simulate --out s3://my-test-bucket/trail --seed 7', 'in a bucket; the same seed gives the same bytes'],
  ]);
  return command.action(async ({ out, quiet, ...flags }: SimulateFlags) => {
    const { days, identities, seed, start, accounts, regions, thefts } = flags;
    const { labels } = await simulate(
      {
        days,
        identities,
        seed,
        ...(start !== undefined && { start }),
        ...(accounts !== undefined && { accounts }),
        ...(regions !== undefined && { regions }),
        ...(thefts !== undefined && { thefts }),
      },
      await writerTo(out, flags),
      stopSignal('the objects written so far have no labels.json'),
      flags.digests === true ? await digestsIn(out) : undefined,
    );
    if (quiet === true) return;
    const { records, objects, bytes, retrievals } = labels.totals;
    log.say({
      event: 'written',
      message:
        `${records} records in ${objects} objects (${(bytes / 1e6).toFixed(1)} MB), ${retrievals} retrievals, ` +
        `${labels.thefts.length} thefts, labels in ${out.replace(/\/$/, '')}/labels.json`,
      fields: { directory: out, ...labels.totals, thefts: labels.thefts.length },
    });
  });
}

/** Digests name the bucket that they are in; those in a folder name one that there is not. */
async function digestsIn(out: string): Promise<SignedDigests> {
  const { signingKey } = await import('../simulate/delivery/signed-digest.js');
  if (!out.startsWith('s3://')) return { key: signingKey(), bucket: 'example-trail', prefix: '' };
  const { folderOf, parseS3Uri } = await import('../source/s3/s3-uri.js');
  const { s3Bucket, prefix } = parseS3Uri(out);
  return { key: signingKey(), bucket: s3Bucket, prefix: folderOf(prefix) };
}

async function writerTo(out: string, flags: S3Flags): Promise<ObjectWriter> {
  if (!out.startsWith('s3://')) return directoryWriter(out);
  const { s3Writer } = await import('../simulate/s3-writer.js');
  return s3Writer(out, s3Of(flags));
}
