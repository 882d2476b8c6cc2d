import { Command } from 'commander';
import { VERSION } from '../model/version.js';
import { commandsFor } from './commands.js';
import { addExamples } from './examples.js';
import { log } from './log/log.js';

const EXIT_CODES = `
Exit codes: 0 complete, 1 a bug, 2 bad usage or configuration, 3 incomplete coverage (a listed object could not
be read or decoded, or nothing could; results are written anyway), 4 a signal with --fail-on-signal, 5 a signal
could not be notified (--notify), 6 failed for a reason that may pass (an outage, throttling, a state in use: run it
again later), 130 stopped.`;

/** The program with the command that the arguments begin with; with all commands where they begin with none. */
export async function programFor(first: string | undefined): Promise<Command> {
  const program = new Command('trailspike')
    .description(
      'Finds the identities that retrieved an anomalous number of secrets, in the CloudTrail that S3 holds.',
    )
    .version(VERSION)
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(--help lists the options)');
  addExamples(program, [
    ['scan s3://my-trail-bucket --from 2026-03-01 --out findings', 'find anomalies in a bucket'],
    ['scan --help', 'every option of a command'],
  ]);
  if (log.isJson) {
    program.configureOutput({
      writeErr: (text) => log.sayJson({ event: 'usage', level: 'error', message: text.trim() }),
    });
  }
  for (const command of await commandsFor(first)) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}
