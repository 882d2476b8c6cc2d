import { Command, Option } from 'commander';
import { TrailspikeError } from '../model/errors.js';
import { DAY, parseEventTime, parseInstant } from '../model/time.js';
import { FETCH, type Fetch } from '../main-thread/options.js';
import { Progress } from '../main-thread/progress.js';
import { investigate, type InvestigationRun } from '../main-thread/search/investigate.js';
import { readSignals } from '../output/compare/read-signals.js';
import { replaceFile } from '../storage/replace-file.js';
import { investigationPage } from '../output/investigation/investigation-page.js';
import { PageRecords } from '../output/investigation/page-records.js';
import { investigationLines } from '../output/investigation/investigation-text.js';
import { RecordsFile } from '../output/investigation/records-file.js';
import { timesketchLine } from '../output/investigation/timesketch.js';
import { printable, printableJson } from '../output/printable.js';
import { CRITERION_KINDS, type Criterion, type CriterionKind } from '../triage/search/criterion.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { EXIT } from './exit-code.js';
import { showProgress } from './progress-line.js';
import {
  addChoiceOptions,
  addS3Options,
  addSourceArgument,
  DEFAULT_OUT,
  s3Of,
  type ChoiceFlags,
  type S3Flags,
} from './shared-options.js';
import { plural } from '../output/words.js';
import { stopSignal } from './stop-signal.js';
import { durationValue, repeated, timeValue, wholeNumber } from './values.js';

type CriterionFlags = {
  readonly [Kind in 'identity' | 'accessKey' | 'ip' | 'secret' | 'eventId']?: readonly string[];
};

interface InvestigateFlags extends ChoiceFlags, S3Flags, CriterionFlags {
  readonly signal?: string;
  readonly out: string;
  readonly from?: number;
  readonly to?: number;
  readonly history?: number;
  readonly depth?: number;
  readonly list?: string;
  readonly threads?: number;
  readonly fetch?: Fetch;
  readonly records?: string;
  readonly page?: string;
  readonly format: 'ndjson' | 'timesketch';
  readonly json?: true;
  readonly quiet?: true;
}

const FLAG_OF: Readonly<Record<CriterionKind, keyof CriterionFlags>> = {
  identity: 'identity',
  'access-key': 'accessKey',
  ip: 'ip',
  secret: 'secret',
  'event-id': 'eventId',
};

/** A page with more of them is slow to open. */
const MOST_PAGE_RECORDS = 5000;
/** How much around a signal is looked at when neither --from nor --to is given. */
const AROUND = DAY;

export function investigateCommand(): Command {
  const command = new Command('investigate').description(
    'show all that an identity, access key, address or secret had to do with, in every service',
  );
  addSourceArgument(command);
  command
    .option(
      '--identity <arn>',
      'calls by this user, role or session: an ARN, or a key of a signal (repeatable)',
      repeated,
    )
    .option(
      '--access-key <id>',
      'calls with this access key, and the call that issued it (repeatable)',
      repeated,
    )
    .option(
      '--ip <address>',
      'calls from this address, range (203.0.113.0/24) or service (repeatable)',
      repeated,
    )
    .option(
      '--secret <name>',
      'calls about this secret or parameter: a name, an ARN, or a key of a signal (repeatable)',
      repeated,
    )
    .option(
      '--event-id <id>',
      'the record with this event id, and others of the same call (repeatable)',
      repeated,
    )
    .option('--signal <id>', 'the identities of this signal, from a day before it to a day after it')
    .option('--out <dir>', 'output directory of the scan that found the signal', DEFAULT_OUT)
    .option(
      '--from <time>',
      'events from this time on: a day or an ISO 8601 instant (default: all)',
      timeValue,
    )
    .option('--to <time>', 'events before this time (default: all)', timeValue)
    .option(
      '--history <duration>',
      'search this much before --from too, to know what is new since then (default: 14d)',
      durationValue,
    )
    .option(
      '--depth <n>',
      'follow issued credentials this many levels, up to who began and down to what was done (default: 5)',
      wholeNumber(0, 100),
    );
  addChoiceOptions(command)
    .option('--records <file>', 'write the records to this file, a line each, by time')
    .addOption(
      new Option('--format <name>', 'of --records: the records as they are, or lines for Timesketch')
        .choices(['ndjson', 'timesketch'])
        .default('ndjson'),
    )
    .option('--page <file>', 'write all of it to this file as an HTML page, with the first 5,000 records')
    .option('--json', 'print the summary as JSON')
    .option('--quiet', 'show errors only')
    .option('--threads <n>', 'decode threads (default: as for scan)', wholeNumber(1, 1024))
    .addOption(
      new Option('--fetch <who>', 'which threads fetch from S3 (default: as for scan)').choices(FETCH),
    );
  addS3Options(command);
  addExamples(command, [
    [
      'investigate s3://my-trail-bucket --signal 0123456789abcdef --out results',
      'what else the identity of a signal did',
    ],
    [
      'investigate ./AWSLogs --ip 203.0.113.9 --from 2026-03-01 --to 2026-03-08 --records week.ndjson',
      'all that came from an address in a week, with the records',
    ],
  ]);
  return command.action(async (sources: string[], flags: InvestigateFlags) => {
    process.exitCode = await runInvestigate(sources, flags);
  });
}

/** @returns the exit code: 3 when something is known to be missing */
async function runInvestigate(sources: readonly string[], flags: InvestigateFlags): Promise<number> {
  const { criteria, from, to } = await askedFor(flags);
  const progress = new Progress();
  const hide = showProgress(progress, flags.quiet === true);
  const file = flags.records === undefined ? undefined : new RecordsFile(flags.records);
  const shown = flags.page === undefined ? undefined : new PageRecords(MOST_PAGE_RECORDS);
  let run: InvestigationRun;
  try {
    run = await investigate({
      sources,
      criteria,
      accounts: flags.account ?? [],
      regions: flags.region ?? [],
      deliverySlack: flags.deliverySlack,
      s3: s3Of(flags),
      progress,
      signal: stopSignal('nothing was written'),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(flags.history !== undefined && { history: flags.history }),
      ...(flags.depth !== undefined && { depth: flags.depth }),
      ...(flags.list !== undefined && { list: flags.list }),
      ...(flags.threads !== undefined && { threads: flags.threads }),
      ...(flags.fetch !== undefined && { fetch: flags.fetch }),
      ...((file !== undefined || shown !== undefined) && {
        onRecord: (event, text, object) => {
          shown?.add(event, object);
          if (file === undefined) return;
          const line =
            flags.format === 'timesketch'
              ? timesketchLine(event, text, object)
              : JSON.stringify(event.record);
          file.add(parseEventTime(event.eventTime) ?? 0, event.eventID, line);
        },
      }),
    }).finally(hide);
    file?.commit();
    if (flags.page !== undefined) replaceFile(flags.page, investigationPage(run, shown!.earliest()));
  } finally {
    file?.close();
  }
  if (flags.json) {
    const { investigation, ...reading } = run;
    const text = `${JSON.stringify({ ...investigation, ...reading }, null, 2)}\n`;
    process.stdout.write(process.stdout.isTTY ? printableJson(text) : text);
  } else if (!flags.quiet) {
    for (const line of investigationLines(run)) process.stdout.write(`${printable(line)}\n`);
  }
  if (flags.page !== undefined && !flags.quiet)
    log.say({
      event: 'written',
      message: `page written to ${printable(flags.page)}`,
      fields: { files: [flags.page] },
    });
  if (flags.records !== undefined && !flags.quiet)
    log.say({
      event: 'written',
      message: `${plural(run.investigation.records, 'record')} written to ${printable(flags.records)}`,
      fields: { files: [flags.records], records: run.investigation.records },
    });
  return run.complete ? EXIT.complete : EXIT.incomplete;
}

/** What to look for, and when. @throws TrailspikeError E_USAGE for nothing, or a signal that is not there */
async function askedFor(
  flags: InvestigateFlags,
): Promise<{ criteria: readonly Criterion[]; from: number | undefined; to: number | undefined }> {
  const criteria: Criterion[] = CRITERION_KINDS.flatMap((kind) =>
    (flags[FLAG_OF[kind]] ?? []).map((value) => ({ kind, value })),
  );
  let { from, to } = flags;
  if (flags.signal !== undefined) {
    const { signals, path } = await readSignals(flags.out);
    const found = signals.find(({ id }) => id === flags.signal);
    if (found === undefined) {
      throw new TrailspikeError('E_USAGE', `there is no signal ${JSON.stringify(flags.signal)} in ${path}`, {
        hint: 'each line of that file begins with the id of a signal',
      });
    }
    criteria.push({ kind: 'identity', value: found.identity.key });
    from ??= Math.max(0, (parseInstant(found.start) ?? 0) - AROUND);
    to ??= (parseInstant(found.end) ?? 0) + AROUND;
  }
  if (criteria.length === 0) {
    throw new TrailspikeError('E_USAGE', 'nothing to look for', {
      hint: `name one of ${CRITERION_KINDS.map((kind) => `--${kind}`).join(', ')} or --signal`,
    });
  }
  return { criteria, from, to };
}
