import type { RunResult } from '../../main-thread/result.js';
import type { Run } from '../../main-thread/run.js';

/** What a format may read of a run. */
export type OutputRun = RunResult & Pick<Run, 'buckets' | 'activity'>;

/**
 * One kind of output: which files it has and how they are written. To add one, write a file beside this one and
 * add it to `registry.ts`; test/output/format-suite.ts then tests it.
 */
export interface OutputFormat {
  /** As `--format` takes it: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** One line for `--help`. */
  readonly description: string;
  /**
   * Names of the files that this format owns, without a folder. A `*` stands for any text: such files may be any
   * number; each other file is always written, but `evidence.ndjson` only by a run that explains signals. No two formats
   * may own the same name. Files of these names that an earlier run left in the output directory are replaced or deleted.
   */
  readonly files: readonly string[];
  /** Whether it is written when no format is asked for. */
  readonly isDefault: boolean;
  /** Whether its files must survive a power cut; it costs a wait for the disk for each file. */
  readonly durable: boolean;
  /** Whether it shows signals, so that it means nothing for a run that was not evaluated. */
  readonly needsEvaluation: boolean;
  /** Whether it shows the evidence of signals. A run without such a format need not read any object again. */
  readonly usesEvidence: boolean;
  /**
   * Writes the files. What takes long to load is imported here, with `await import`: formats themselves are loaded
   * before a scan begins. The same run and context must give the same bytes. Texts of a run come from log records,
   * which an attacker may have written: escape them.
   */
  readonly write: (run: OutputRun, sink: OutputSink, context: OutputContext) => Promise<void> | void;
}

/** What a format may know besides the run. */
export interface OutputContext {
  /** Arguments of the command line, or what the caller wants to be shown in their place. */
  readonly args: readonly string[];
}

/** Where a format writes. */
export interface OutputSink {
  /**
   * Begins a file of the format.
   * @throws Error when the format does not own the name, or has opened it before: a bug of the format
   */
  open(name: string): OutputFile;
}

/** A file that appears under its name once all files of all formats are written. */
export interface OutputFile {
  /** Appends bytes, or text, which must not end within a surrogate pair. @throws TrailspikeError E_OUTPUT */
  write(part: string | Uint8Array): void;
}

/** Whether a file of this name in the output directory belongs to the format. */
export function ownsFile({ files }: Pick<OutputFormat, 'files'>, name: string): boolean {
  if (name.includes('/')) return false;
  return files.some((pattern) => {
    const [start = '', end] = pattern.split('*');
    if (end === undefined) return name === pattern;
    return name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
  });
}
