import { Option, type Command } from 'commander';
import { DEFAULT_DELIVERY_SLACK, SCAN_SHARDS, type EvaluationOptions } from '../main-thread/options.js';
import type { Rule } from '../rule/rule.js';
import type { Suppression } from '../rule/suppression/suppression.js';
import {
  DEFAULT_FORMATS,
  formatNames,
  OUTPUT_FORMATS,
  refuseUnevaluated,
  type OutputFormatName,
} from '../output/formats/registry.js';
import { LOGICAL_SHARDS } from '../wire/logical-shard.js';
import type { S3Options } from '../source/s3/s3-options.js';
import {
  accountValues,
  durationValue,
  listValues,
  regionValues,
  repeated,
  sizeValue,
  timeValue,
  wholeNumber,
} from './values.js';

/*
 * Options that several commands have.
 */

/** Where the files of a run go when nothing is said. */
export const DEFAULT_OUT = 'trailspike-out';

export interface EvaluationFlags {
  readonly from?: number;
  readonly to?: number;
  readonly warmup: number;
  readonly rule?: readonly string[];
  readonly pack?: readonly string[];
  readonly suppressions?: string;
  readonly shards?: number;
  readonly showInfo?: true;
  readonly maxMemory?: number;
}

/** Which events are evaluated, and how much history is read for them. */
export function addRangeOptions(command: Command): Command {
  return command
    .option(
      '--from <time>',
      'evaluate events from this time on: a day or an ISO 8601 instant (default: all)',
      timeValue,
    )
    .option('--to <time>', 'evaluate events before this time (default: all)', timeValue)
    .addOption(
      new Option('--warmup <duration>', 'read this much history before --from, to learn what is normal')
        .argParser(durationValue)
        .default(durationValue('14d'), '14d'),
    );
}

/** @param shards shard threads when nothing is said */
export function addEvaluationOptions(command: Command, shards = SCAN_SHARDS): Command {
  return addRangeOptions(command)
    .option(
      '--rule <path>',
      'rules of Datadog as JSON, an export of Datadog or Terraform, or a folder of these; may be repeated: the objects are read once for all (default: the built-in rule)',
      repeated,
    )
    .option(
      '--pack <name>',
      'rules that belong to Trailspike: credentials, identity, data or destruction; may be repeated, also beside --rule',
      repeated,
    )
    .option(
      '--suppressions <file>',
      'Datadog suppressions as JSON, one or a list: events to leave out and signals to mark',
    )
    .option('--show-info', 'also show signals that disclose nothing new, which are only counted otherwise')
    .option(
      '--shards <n>',
      `threads that keep the state, 1 to ${LOGICAL_SHARDS} (default here: ${shards})`,
      wholeNumber(1, LOGICAL_SHARDS),
    )
    .option(
      '--max-memory <size>',
      'stop when the process has more memory than this, such as 4G; what was read is saved with --state; exit code 3',
      sizeValue,
    );
}

/** The flags as `scan` and `merge` take them. @throws TrailspikeError E_RULE for a malformed rule or suppression */
export async function evaluationOf(
  flags: EvaluationFlags,
): Promise<
  Pick<EvaluationOptions, 'from' | 'to' | 'warmup' | 'shards' | 'rules' | 'suppressions' | 'showInfo'>
> {
  return {
    warmup: flags.warmup,
    ...(flags.from !== undefined && { from: flags.from }),
    ...(flags.to !== undefined && { to: flags.to }),
    ...(flags.shards !== undefined && { shards: flags.shards }),
    ...(flags.showInfo && { showInfo: true }),
    ...((flags.rule ?? flags.pack) !== undefined && { rules: await loadRules(flags) }),
    ...(flags.suppressions !== undefined && { suppressions: await loadSuppressions(flags.suppressions) }),
  };
}

// Loaded only when there is a file: the code that checks its form takes longer to load than all other code.

async function loadRules({ rule = [], pack = [] }: EvaluationFlags): Promise<readonly Rule[]> {
  const { readRules } = await import('../rule/read-rules.js');
  const { packRules } = await import('../rule/packs/packs.js');
  return [...pack.flatMap(packRules), ...(await readRules(rule))];
}

async function loadSuppressions(file: string): Promise<readonly Suppression[]> {
  const { readSuppressionsFile } = await import('../rule/suppression/parse-suppressions.js');
  return readSuppressionsFile(file);
}

/** Which objects a scan lists and reads, beside the range of time. */
export interface ChoiceFlags {
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  readonly deliverySlack: number;
}

export function addSourceArgument(command: Command): Command {
  return command
    .argument(
      '[source...]',
      's3://BUCKET[/PREFIX], the ARN of an access point, or a folder, with or without the layout of CloudTrail',
    )
    .option(
      '--list <file>',
      'read the objects that it names, in place of listing: keys or s3:// addresses, one a line (- for stdin), ' +
        'or the manifest.json of an S3 Inventory; a path or s3://',
    );
}

export function addChoiceOptions(command: Command): Command {
  return command
    .option('--account <id>', 'only this account (repeatable)', accountValues)
    .option('--region <name>', 'only this region (repeatable)', regionValues)
    .addOption(
      new Option(
        '--delivery-slack <duration>',
        'also read what was delivered this long after --to, for events that CloudTrail delivered late',
      )
        .argParser(durationValue)
        .default(DEFAULT_DELIVERY_SLACK, '3d'),
    );
}

export interface S3Flags {
  readonly endpoint?: string;
  readonly profile?: string;
  readonly awsRegion?: string;
  readonly pathStyle?: true;
  readonly requestPayer?: true;
  readonly anonymous?: true;
  readonly retryFor?: number;
}

export function addS3Options(command: Command): Command {
  return command
    .option(
      '--endpoint <url>',
      'address of an S3-compatible server, in place of AWS (default: as in the AWS tools, AWS_ENDPOINT_URL_S3 and so on)',
    )
    .option(
      '--profile <name>',
      'profile of the AWS config and credentials files; goes before keys in the environment',
    )
    .option(
      '--aws-region <region>',
      'region of the S3 bucket (default: as in the AWS tools; corrected if it is wrong)',
    )
    .option('--path-style', 'put the bucket in the path of S3 addresses, not in the host name')
    .option('--request-payer', 'agree to pay for requests to a requester-pays bucket')
    .option('--anonymous', 'send unsigned requests, for public buckets')
    .option(
      '--retry-for <duration>',
      'wait this long while S3 throttles or is out and no request gets on (default: 15m)',
      durationValue,
    );
}

export function s3Of(flags: S3Flags): S3Options {
  return {
    ...(flags.endpoint !== undefined && { endpoint: flags.endpoint }),
    ...(flags.profile !== undefined && { profile: flags.profile }),
    ...(flags.awsRegion !== undefined && { region: flags.awsRegion }),
    ...(flags.pathStyle && { pathStyle: true }),
    ...(flags.requestPayer && { requestPayer: true }),
    ...(flags.anonymous && { anonymous: true }),
    ...(flags.retryFor !== undefined && { retryFor: flags.retryFor * 1000 }),
  };
}

/** The options of `s3Of` again, as arguments of another command. */
export function s3Arguments(flags: S3Flags): string[] {
  const value = (name: string, text: string | undefined): string[] =>
    text === undefined ? [] : [name, text];
  return [
    ...value('--endpoint', flags.endpoint),
    ...value('--profile', flags.profile),
    ...value('--aws-region', flags.awsRegion),
    ...(flags.pathStyle ? ['--path-style'] : []),
    ...(flags.requestPayer ? ['--request-payer'] : []),
    ...(flags.anonymous ? ['--anonymous'] : []),
    ...(flags.retryFor === undefined ? [] : ['--retry-for', `${flags.retryFor}s`]),
  ];
}

/** Signals that are explained unless the user says otherwise. */
export const DEFAULT_EXPLAIN = 50;

export interface OutputFlags {
  readonly out: string;
  readonly format?: readonly string[];
  readonly buckets?: true;
  readonly notify?: string;
  readonly metrics?: string;
  readonly timings?: true;
  readonly failOnSignal?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly json?: true;
}

export function addOutputOptions(command: Command): Command {
  return command
    .option('--out <dir>', 'directory for the output files', DEFAULT_OUT)
    .option(
      '--format <names>',
      `output formats to write, separated by commas or repeated (default: ${DEFAULT_FORMATS.join(',')})`,
      listValues,
    )
    .option('--buckets', 'also write the format buckets')
    .addOption(
      new Option(
        '--notify <url>',
        'post each signal that is not suppressed to this webhook, once (with --state: once in all runs); JSON with a text that Slack takes',
      ).env('TRAILSPIKE_NOTIFY'),
    )
    .option(
      '--metrics <file>',
      "write metrics of the run in Prometheus' text format, for the textfile collector",
    )
    .option('--timings', 'show on stderr where the time went (summary.json has it too)')
    .option('--fail-on-signal', 'exit with 4 when there is a signal that is not suppressed')
    .option('--verbose', 'say below each signal of the table why it is one')
    .option('--json', 'print the content of summary.json on stdout, in place of the signals')
    .option('--quiet', 'show errors only, and on stdout what --json asks for')
    .addHelpText('after', formatHelp());
}

function formatHelp(): string {
  const cells = OUTPUT_FORMATS.map(({ name, files, description }) => [name, files.join(', '), description]);
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]!.length));
  const rows = cells.map(
    ([name, files, description]) => `  ${name!.padEnd(width(0))}  ${files!.padEnd(width(1))}  ${description}`,
  );
  return ['', 'Output formats:', ...rows].join('\n');
}

/**
 * The output formats to write. A run that is not evaluated writes only those asked for with `--format`.
 * @throws TrailspikeError E_USAGE for an unknown format, and for one that shows signals when nothing is evaluated
 */
export function formatsOf({ format, buckets }: OutputFlags, evaluated = true): OutputFormatName[] {
  const asked = format ?? (evaluated ? DEFAULT_FORMATS : []);
  if (!evaluated) refuseUnevaluated(asked);
  return formatNames(buckets === true && asked.length > 0 ? [...asked, 'buckets'] : asked);
}
