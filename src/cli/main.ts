#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { endianness } from 'node:os';
import { TrailspikeError } from '../model/errors.js';
import { VERSION } from '../model/version.js';
import { printable } from '../report/table.js';
import { demoCommand } from './demo.js';
import { EXIT } from './exit-code.js';
import { mergeCommand } from './merge.js';
import { ruleCommand } from './rule.js';
import { scanCommand } from './scan.js';
import { simulateCommand } from './simulate.js';

const EXIT_CODES = `
Exit codes: 0 complete, 1 a bug, 2 bad usage or configuration, 3 incomplete coverage (something listed could not
be read or decoded; results are written all the same), 4 --fail-on-signal and there is one, 130 stopped.`;

const program = new Command('trailspike')
  .description(
    'Finds the identities that retrieved an anomalous number of secrets, in CloudTrail that lies in S3.',
  )
  .version(VERSION)
  .addHelpText('after', EXIT_CODES)
  .showHelpAfterError('(add --help for what there is)');
for (const command of [scanCommand(), mergeCommand(), simulateCommand(), ruleCommand(), demoCommand()]) {
  program.addCommand(command.copyInheritedSettings(program));
}

/** One line for what the user can mend, a stack for what only we can. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.usage;
  if (error instanceof TrailspikeError) {
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    // Messages quote servers and names in files, which may hold anything.
    process.stderr.write(`trailspike: ${printable(`${error.message}${hint}`)} [${error.code}]\n`);
    return error.code === 'E_ABORTED' ? EXIT.stopped : EXIT.usage;
  }
  process.stderr.write(
    `trailspike: this is a bug, please report it:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.bug;
}

// `trailspike … | head` closes the pipe when it has seen enough; that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  if (endianness() !== 'LE')
    throw new TrailspikeError('E_USAGE', 'this processor is big-endian, which is not supported');
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
