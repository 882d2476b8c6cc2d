import { Command } from 'commander';
import { availableParallelism } from 'node:os';
import type { ListingSlice } from '../source/listing/object-filter.js';
import { planScan } from '../main-thread/plan-scan.js';
import { Progress } from '../main-thread/progress.js';
import { printable, printableJson } from '../output/printable.js';
import { forecastLines } from '../output/forecast-text.js';
import { addExamples } from './examples.js';
import { EXIT } from './exit-code.js';
import { showProgress } from './progress-line.js';
import {
  addChoiceOptions,
  addRangeOptions,
  addS3Options,
  addSourceArgument,
  s3Of,
  type ChoiceFlags,
  type EvaluationFlags,
  type S3Flags,
} from './shared-options.js';
import { stopSignal } from './stop-signal.js';
import { sliceValue, wholeNumber } from './values.js';

interface PlanFlags extends ChoiceFlags, S3Flags, Pick<EvaluationFlags, 'from' | 'to' | 'warmup'> {
  readonly list?: string;
  readonly partition?: ListingSlice;
  readonly threads?: number;
  readonly sample: number;
  readonly json?: true;
}

export function planCommand(): Command {
  const command = new Command('plan').description(
    'show what a scan would list and read: amounts, gaps, price and time; reads only a short sample',
  );
  addSourceArgument(command);
  addRangeOptions(command);
  addChoiceOptions(command)
    .option('--partition <i/n>', 'of the i-th of n parts', sliceValue)
    .option('--sample <n>', 'objects to read to estimate the time, 0 for none', wholeNumber(0, 10_000), 20)
    .option(
      '--threads <n>',
      `decode threads that the scan will have (default here: ${Math.max(1, availableParallelism() - 1)})`,
      wholeNumber(1, 1024),
    )
    .option('--json', 'print the plan as JSON');
  addS3Options(command);
  addExamples(command, [
    ['plan s3://my-trail-bucket --from 2026-03-01 --to 2026-06-01', 'before a scan of three months'],
    ['plan ./AWSLogs --account 111122223333 --sample 0 --json', 'of one account, without a sample'],
  ]);
  return command.action(async (sources: string[], flags: PlanFlags) => {
    process.exitCode = await runPlan(sources, flags);
  });
}

/** @returns the exit code: 3 when a scan would be incomplete */
async function runPlan(sources: readonly string[], flags: PlanFlags): Promise<number> {
  const { from, to, threads, partition, list } = flags;
  const progress = new Progress();
  const hide = showProgress(progress, false);
  const forecast = await planScan({
    sources,
    warmup: flags.warmup,
    accounts: flags.account ?? [],
    regions: flags.region ?? [],
    deliverySlack: flags.deliverySlack,
    sample: flags.sample,
    s3: s3Of(flags),
    progress,
    signal: stopSignal('nothing was written'),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(list !== undefined && { list }),
    ...(threads !== undefined && { threads }),
    ...(partition !== undefined && { partition }),
  }).finally(hide);
  if (flags.json) {
    const text = `${JSON.stringify(forecast, null, 2)}\n`;
    process.stdout.write(process.stdout.isTTY ? printableJson(text) : text);
  } else {
    for (const line of forecastLines(forecast)) process.stdout.write(`${printable(line)}\n`);
  }
  return forecast.complete ? EXIT.complete : EXIT.incomplete;
}
