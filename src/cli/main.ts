#!/usr/bin/env node
import { CommanderError } from 'commander';
import { endianness } from 'node:os';
import { firstError } from '../base/disposable-stack.js';
import { withoutPasswords } from '../base/without-passwords.js';
import { TrailspikeError } from '../model/errors.js';
import { printable } from '../output/printable.js';
import { isSystemError, systemError } from '../storage/write-error.js';
import { VERSION } from '../model/version.js';
import { EXIT, exitCodeOfError, meaningOf } from './exit-code.js';
import { log, type LogLevel } from './log/log.js';
import { programFor } from './program.js';
import { shownArguments } from './shown-arguments.js';

/** Prints one line for an error that the user can correct, a stack for a bug. @returns the exit code */
function report(thrown: unknown): number {
  const first = firstError(thrown);
  const error = isSystemError(first) ? systemError(first) : first;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.complete : EXIT.usage;
  if (error instanceof TrailspikeError) {
    return reportError(error);
  }
  reportBug(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.bug;
}

/** @returns the exit code */
function reportError(error: TrailspikeError): number {
  const { code, message, hint } = error;
  const exitCode = exitCodeOfError(error);
  const { retry } = meaningOf(exitCode);
  // Messages quote servers and names in files, which may contain any character.
  const text = printable(withoutPasswords(`${message}${hint === undefined ? '' : ` (${hint})`}`));
  log.sayError({ code, message, hint, retry }, `trailspike: ${text}`);
  return exitCode;
}

function reportBug(stack: string): void {
  log.sayJson({
    event: 'bug',
    level: 'error',
    message: 'this is a bug, please report it',
    fields: { stack },
  });
  log.sayText(`trailspike: this is a bug, please report it:\n${withoutPasswords(stack)}\n`);
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
  if (!hasEnded && code === 0) {
    reportBug('nothing is left to wait for, and there is no result');
    process.exitCode = EXIT.bug;
  }
  sayEnd(Number(process.exitCode ?? code));
});

/** However the process ends, the last line of JSON says how, unless it was killed. */
function sayEnd(exitCode: number): void {
  const { meaning, retry } = meaningOf(exitCode);
  const level = LEVELS[meaning] ?? 'error';
  const seconds = Math.round(performance.now()) / 1000;
  log.sayJson({
    event: 'runEnded',
    level,
    message: `ended with exit code ${exitCode}: ${meaning}`,
    fields: { exitCode, meaning, retry, seconds },
  });
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  complete: 'info',
  signal: 'info',
  incomplete: 'warn',
  notNotified: 'warn',
  stopped: 'warn',
};

/** What Node.js itself would write as text. */
function logWhatNodeSays(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) =>
    log.sayJson({ event: 'warning', level: 'warn', message, fields: { name } }),
  );
  process.on('uncaughtException', (error) => {
    hasEnded = true;
    process.exit(report(error));
  });
}

async function main(): Promise<void> {
  const args = shownArguments(process.argv.slice(2));
  if (log.isJson) logWhatNodeSays();
  log.sayJson({
    event: 'runStarted',
    message: `trailspike ${VERSION}`,
    fields: { version: VERSION, command: args[0] ?? null, arguments: args },
  });
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
