import { Command } from 'commander';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Signal } from '../model/signal.js';
import { Progress } from '../main-thread/progress.js';
import { scan } from '../main-thread/scan.js';
import { DEFAULT_FORMATS } from '../output/formats/registry.js';
import { writeOutputs } from '../output/write-outputs.js';
import type { TheftLabel } from '../simulate/labels.js';
import { s3Writer } from '../simulate/s3-writer.js';
import { simulate } from '../simulate/simulate.js';
import { startEmbeddedS3 } from './embedded-s3.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';
import { exitCodeOf } from './exit-code.js';
import { present } from './present.js';
import { showProgress } from './progress-line.js';
import type { RunContext } from './next-step.js';
import { DEFAULT_EXPLAIN } from './shared-options.js';
import { stopSignal } from './stop-signal.js';

const ORGANISATION = { days: 30, identities: 40, seed: 7 } as const;
const S3_BUCKET = 'example-org-cloudtrail';

export function demoCommand(): Command {
  const command = new Command('demo')
    .description(
      'simulate a small organisation, serve its CloudTrail from an S3 server in this process, and scan it',
    )
    .option('--out <dir>', 'directory for the output files', 'trailspike-demo')
    .action(async ({ out }: { out: string }) => {
      process.exitCode = await runDemo(out);
    });
  return addExamples(command, [
    ['demo', 'writes into trailspike-demo'],
    ['demo --out /tmp/demo', 'writes elsewhere'],
  ]);
}

async function runDemo(out: string): Promise<number> {
  const say = (message: string): void => log.say({ event: 'note', message });
  const signal = stopSignal('nothing was written');
  const server = await startEmbeddedS3(S3_BUCKET);
  try {
    const s3 = {
      endpoint: server.endpoint,
      proxy: false,
      pathStyle: true,
      region: 'us-east-1',
      credentials: () => Promise.resolve({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'demo-secret-key' }),
    };
    say(
      `Simulating an organisation of ${ORGANISATION.identities} roles and users over ${ORGANISATION.days} days …`,
    );
    const { labels } = await simulate(ORGANISATION, s3Writer(`s3://${S3_BUCKET}`, s3), signal);
    const { records, objects, bytes } = labels.totals;
    say(`${records} records in ${objects} objects (${(bytes / 1e6).toFixed(1)} MB), on ${server.endpoint}.`);
    say(`Scanning s3://${S3_BUCKET} …`);
    const progress = new Progress();
    const hide = showProgress(progress, false);
    const sources = [`s3://${S3_BUCKET}`];
    await using run = await scan({
      sources,
      runId: log.runId,
      s3,
      signal,
      progress,
      explain: DEFAULT_EXPLAIN,
    }).finally(hide);
    const formats = [...DEFAULT_FORMATS, 'buckets'] as const;
    await writeOutputs(run, out, { formats, args: process.argv.slice(2), signal });
    await present(run, { out, formats, ...trailAgain(out) }, { shown: 'table' });
    const found = labels.thefts.filter((theft) => run.signals.some((one) => shows(one, theft)));
    say(`Of ${labels.thefts.length} simulated thefts, signals cover ${found.length}. What they were:`);
    for (const theft of labels.thefts) {
      say(
        `  ${found.includes(theft) ? 'found ' : 'missed'}  ${theft.start}  ${theft.shape}  ${theft.identityArn}`,
      );
    }
    say(`Open ${pathToFileURL(join(resolve(out), 'report.html')).href}`);
    return exitCodeOf(run, false);
  } finally {
    await server.close();
  }
}

/** How to investigate what this process served and forgot: the same seed gives the same trail. */
function trailAgain(out: string): Pick<RunContext, 'sources' | 'before'> {
  const trail = join(out, 'trail');
  const options = Object.entries(ORGANISATION).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return { sources: [trail], before: ['trailspike', 'simulate', '--out', trail, ...options] };
}

/** Whether a signal is about the identity of a theft and overlaps the theft in time. */
function shows(signal: Signal, theft: TheftLabel): boolean {
  return signal.identity.key === theft.identityArn && signal.start < theft.end && theft.start < signal.end;
}
