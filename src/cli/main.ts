#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endianness } from 'node:os';
import { firstError } from '../base/disposable-stack.js';
import { withoutPasswords } from '../base/without-passwords.js';
import { TrailspikeError } from '../model/errors.js';
import { printable } from '../output/printable.js';
import { isSystemError, systemError } from '../storage/write-error.js';
import { EXIT, exitCodeOfError } from './exit-code.js';
import { programFor } from './program.js';

/** Prints one line for an error that the user can correct, a stack for a bug. @returns the exit code */
function report(thrown: unknown): number {
  const first = firstError(thrown);
  const error = isSystemError(first) ? systemError(first) : first;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.usage;
  if (error instanceof TrailspikeError) {
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    // Messages quote servers and names in files, which may contain any character.
    process.stderr.write(
      `trailspike: ${printable(withoutPasswords(`${error.message}${hint}`))} [${error.code}]\n`,
    );
    return exitCodeOfError(error);
  }
  process.stderr.write(
    `trailspike: this is a bug, please report it:\n${withoutPasswords(error instanceof Error ? (error.stack ?? error.message) : String(error))}\n`,
  );
  return EXIT.bug;
}

// `trailspike … | head` closes the pipe when it has read enough; that is not an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    // A full device: what was asked for on stdout is not there.
    process.exit(stream === process.stdout ? report(error) : EXIT.usage);
  });
}

/** Whether the program has a result, or an error that it has reported. */
let hasEnded = false;

// A promise that never settles lets the process end with nothing said: that must never look like a result.
process.on('exit', (code) => {
  if (hasEnded || code !== 0) return;
  process.stderr.write(
    'trailspike: this is a bug, please report it: nothing is left to wait for, and there is no result\n',
  );
  process.exitCode = EXIT.bug;
});

async function main(): Promise<void> {
  try {
    if (endianness() !== 'LE')
      throw new TrailspikeError('E_USAGE', 'this processor is big-endian, which is not supported');
    await (await programFor(process.argv[2])).parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
  hasEnded = true;
  // Ends at once, which is faster than Node's own way, unless a pipe has not taken all output yet.
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}

// Not awaited: the bundle is CommonJS, which has no await at the top level.
void main();
