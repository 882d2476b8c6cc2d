import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deleteUnfinished, FileReplacement, syncDirectory } from '../storage/replace-file.js';
import { writing } from '../storage/write-error.js';
import { lockOutput } from './lock-output.js';
import {
  ownsFile,
  type OutputFile,
  type OutputFormat,
  type OutputRun,
  type OutputSink,
} from './formats/output-format.js';
import {
  DEFAULT_FORMATS,
  formatsNamed,
  isOutputFile,
  refuseUnevaluated,
  type OutputFormatName,
} from './formats/registry.js';

export interface OutputOptions {
  /**
   * Which formats are written.
   * @default signals, summary, report and latency
   * @example ['signals', 'buckets']
   */
  readonly formats?: readonly OutputFormatName[];
  /** Shown as `arguments` in `summary.json`. @default [] */
  readonly args?: readonly string[];
  /** Stops writing; the output directory stays as it was. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a run's output files into the directory `out`, which is made if needed. All files are written beside
 * their places first, then put in place together. Output files of an earlier run that this one does not have are
 * deleted; no other file is touched. Runs that write into one directory at once do so one after the other.
 * @returns the names of the files
 * @throws TrailspikeError E_OUTPUT when the directory cannot be made or written, E_OUTPUT_LOCKED when another run writes
 * there for minutes, E_USAGE for an unknown format and
 * for a format that needs signals when the run was not evaluated. The signal's reason when it is aborted.
 */
export async function writeOutputs(
  run: OutputRun,
  out: string,
  options: OutputOptions = {},
): Promise<readonly string[]> {
  const { formats: names = DEFAULT_FORMATS, args = [], signal } = options;
  const formats = formatsNamed(names);
  if (!run.evaluated) refuseUnevaluated(names);
  const files: PendingFile[] = [];
  writing(out, () => mkdirSync(out, { recursive: true }));
  const unlock = await lockOutput(out, signal);
  try {
    writing(out, () => deleteUnfinished(out, isOutputFile));
    for (const format of formats) await format.write(run, sinkOf(format, out, files), { args });
    for (const file of files) file.flush();
    signal?.throwIfAborted();
    for (const file of files) file.commit();
    writing(out, () => syncDirectory(out));
    const written = files.map(({ name }) => name);
    writing(out, () => deleteStale(out, new Set(written)));
    return written;
  } finally {
    for (const file of files) file.abandon();
    writing(out, unlock);
  }
}

/** Where a format writes; each file that it opens is added to `files`. */
function sinkOf(format: OutputFormat, out: string, files: PendingFile[]): OutputSink {
  return {
    open(name) {
      if (!ownsFile(format, name) || files.some((file) => file.name === name)) {
        throw new Error(`the output format ${format.name} may not open ${name}`);
      }
      const file = new PendingFile(out, name, format.durable);
      files.push(file);
      return file;
    },
  };
}

/** Texts are written to the disk in pieces of about this many characters. */
const PIECE = 1 << 20;

/** A file that is written beside its place. */
class PendingFile implements OutputFile {
  readonly name: string;
  readonly #durable: boolean;
  readonly #file: FileReplacement;
  #text = '';

  constructor(out: string, name: string, durable: boolean) {
    this.name = name;
    this.#durable = durable;
    this.#file = new FileReplacement(join(out, name));
  }

  write(part: string | Uint8Array): void {
    if (typeof part === 'string') {
      this.#text += part;
      if (this.#text.length >= PIECE) this.flush();
    } else {
      this.flush();
      this.#file.write(part);
    }
  }

  flush(): void {
    if (this.#text !== '') this.#file.write(this.#text);
    this.#text = '';
  }

  /** Puts the file in its place. The caller syncs the directory. */
  commit(): void {
    this.#file.commit(this.#durable, false);
  }

  abandon(): void {
    this.#file.abandon();
  }
}

/** Deletes the output files in a directory that an earlier run wrote and this one did not. */
function deleteStale(out: string, written: ReadonlySet<string>): void {
  for (const entry of readdirSync(out, { withFileTypes: true })) {
    if (entry.isFile() && isOutputFile(entry.name) && !written.has(entry.name)) rmSync(join(out, entry.name));
  }
}
