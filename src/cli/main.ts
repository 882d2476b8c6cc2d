#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { endianness } from 'node:os';
import { TrailspikeError } from '../model/errors.js';
import { VERSION } from '../model/version.js';
import { printable } from '../output/table.js';
import { EXIT } from './exit-code.js';

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

/** Loaded when they are asked for: what all of them need takes a second of a small machine to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./scan.js')).scanCommand(),
  merge: async () => (await import('./merge.js')).mergeCommand(),
  simulate: async () => (await import('./simulate.js')).simulateCommand(),
  rule: async () => (await import('./rule.js')).ruleCommand(),
  demo: async () => (await import('./demo.js')).demoCommand(),
};

/** Adds the command that the arguments begin with, or all of them when it takes all to tell. */
async function addCommands(first: string | undefined): Promise<void> {
  const asked = first === undefined || !Object.hasOwn(COMMANDS, first) ? undefined : COMMANDS[first];
  for (const load of asked === undefined ? Object.values(COMMANDS) : [asked]) {
    program.addCommand((await load()).copyInheritedSettings(program));
  }
}

/** One line for what the user can mend, a stack for what only we can. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.usage;
  if (error instanceof TrailspikeError) {
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    // Messages quote servers and names in files, which may hold anything.
    process.stderr.write(`trailspike: ${printable(`${error.message}${hint}`)} [${error.code}]\n`);
    if (error.code === 'E_DECODERS_DIFFER') return EXIT.bug;
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
  // Taking the heap down in good order takes Node longer. It may, while a pipe has not taken everything yet.
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}

// Not awaited: bundled it is CommonJS, which cannot.
void main();
