#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { endianness } from 'node:os';
import { firstError } from '../base/disposable-stack.js';
import { TrailspikeError } from '../model/errors.js';
import { VERSION } from '../model/version.js';
import { printable } from '../output/table.js';
import { EXIT } from './exit-code.js';

const EXIT_CODES = `
Exit codes: 0 complete, 1 a bug, 2 bad usage or configuration, 3 incomplete coverage (a listed object could not
be read or decoded, or nothing could; results are written anyway), 4 a signal with --fail-on-signal, 5 a signal
could not be notified (--notify), 130 stopped.`;

const program = new Command('trailspike')
  .description(
    'Finds the identities that retrieved an anomalous number of secrets, in the CloudTrail that S3 holds.',
  )
  .version(VERSION)
  .addHelpText('after', EXIT_CODES)
  .showHelpAfterError('(--help lists the options)');

/** Each is loaded only when it is used: loading all of them takes a small machine a second. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan.js')).scanCommand(),
  merge: async () => (await import('./merge.js')).mergeCommand(),
  simulate: async () => (await import('./simulate.js')).simulateCommand(),
  rule: async () => (await import('./rule.js')).ruleCommand(),
  demo: async () => (await import('./demo.js')).demoCommand(),
};

/** Adds the command that the arguments begin with; all commands when they begin with none, for help and errors. */
async function addCommands(first: string | undefined): Promise<void> {
  const asked = first === undefined || !Object.hasOwn(COMMANDS, first) ? undefined : COMMANDS[first];
  for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) {
    program.addCommand((await load()).copyInheritedSettings(program));
  }
}

/** Prints one line for an error that the user can correct, a stack for a bug. @returns the exit code */
function report(thrown: unknown): number {
  const error = firstError(thrown);
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.usage;
  if (error instanceof TrailspikeError) {
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    // Messages quote servers and names in files, which may contain any character.
    process.stderr.write(`trailspike: ${printable(`${error.message}${hint}`)} [${error.code}]\n`);
    if (error.code === 'E_DECODERS_DIFFER') return EXIT.bug;
    return error.code === 'E_ABORTED' ? EXIT.stopped : EXIT.usage;
  }
  process.stderr.write(
    `trailspike: this is a bug, please report it:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.bug;
}

// `trailspike … | head` closes the pipe when it has read enough; that is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function main(): Promise<void> {
  try {
    if (endianness() !== 'LE')
      throw new TrailspikeError('E_USAGE', 'this processor is big-endian, which is not supported');
    await addCommands(process.argv[2]);
    for (const command of [program, ...program.commands]) command.exitOverride();
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
  // Ends at once, which is faster than Node's own way, unless a pipe has not taken all output yet.
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}

// Not awaited: the bundle is CommonJS, which has no await at the top level.
void main();
