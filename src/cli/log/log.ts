import { randomUUID } from 'node:crypto';
import { withoutPasswords } from '../../base/without-passwords.js';
import type { ErrorCode } from '../../model/errors.js';
import { printableJson } from '../../output/printable.js';
import type { EventName } from './events.js';

export const LOG_FORMATS = ['text', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export type LogLevel = 'info' | 'warn' | 'error';

/** What a line says besides its message. Values are plain data. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One line of the structured log. */
export interface LogEntry {
  readonly event: EventName;
  /** @default info */
  readonly level?: LogLevel;
  /** A sentence for people; programs need the fields only. */
  readonly message: string;
  readonly fields?: LogFields;
}

/** An error, for the structured log. */
export interface LoggedError {
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** Whether the same command may go well later. */
  readonly retry: boolean;
}

/** Where the lines of the program go that are no results: stderr, as text or as JSON. */
export class Log {
  readonly format: LogFormat;
  /** Names the run: in every line of JSON, in `summary.json` and in errors. A UUID. */
  readonly runId: string = randomUUID();
  readonly #isQuiet: boolean;
  readonly #write: (text: string) => void;

  /**
   * @param isQuiet whether JSON has errors only. Text is hushed by its callers, which decide what is said when quiet.
   * @param write takes whole lines
   */
  constructor(format: LogFormat, isQuiet: boolean, write: (text: string) => void) {
    this.format = format;
    this.#isQuiet = isQuiet;
    this.#write = write;
  }

  get isJson(): boolean {
    return this.format === 'json';
  }

  /** Writes a line: the message as text, or everything as JSON. */
  say(entry: LogEntry): void {
    if (this.isJson) this.sayJson(entry);
    else this.#write(`${entry.message}\n`);
  }

  /** Writes a text as it is; only where the log is text. */
  sayText(text: string): void {
    if (!this.isJson) this.#write(text);
  }

  /** Writes an error: as JSON, or a line of text, which the caller makes printable. */
  sayError({ code, message, hint, retry }: LoggedError, text: string): void {
    this.sayJson({ event: 'error', level: 'error', message, fields: { code, hint: hint ?? null, retry } });
    this.sayText(`${text} [${code}]\n`);
  }

  /** Writes a line of JSON; only where the log is JSON. */
  sayJson({ event, level = 'info', message, fields = {} }: LogEntry): void {
    if (!this.isJson || (this.#isQuiet && level !== 'error')) return;
    const line = { time: new Date().toISOString(), level, event, message, runId: this.runId, ...fields };
    // Messages quote servers and names in files, which may contain any character.
    const text = JSON.stringify(line, (_, value: unknown) =>
      typeof value === 'string' ? withoutPasswords(value) : value,
    );
    this.#write(`${printableJson(text)}\n`);
  }
}

/** The format that a command line asks for, before its options are parsed: errors in these are lines, too. */
export function formatAsked(args: readonly string[]): LogFormat {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const values = own.flatMap((arg, index) =>
    arg === '--log-format'
      ? [own[index + 1]]
      : arg.startsWith('--log-format=')
        ? [arg.slice('--log-format='.length)]
        : [],
  );
  return values.at(-1) === 'json' ? 'json' : 'text';
}

/** The log of this process. */
export const log = new Log(formatAsked(process.argv), process.argv.includes('--quiet'), (text) => {
  process.stderr.write(text);
});
