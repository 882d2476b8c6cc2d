import type { S3Response } from './answer.js';
import type { Corpus } from './corpus.js';
import type { Sample } from './run-process.js';

/** Something that is measured. */
export interface Program {
  readonly id: string;
  /** Its name in tables. */
  readonly name: string;
  /** Its version, or `undefined` when it is not installed. */
  readonly version: () => string | undefined;
  /** How to get it, one line of shell. */
  readonly install: string;
  /** Prepares a run on a corpus. Not timed. */
  start(corpus: Corpus): Promise<RunningProgram>;
}

export interface RunningProgram {
  /** Runs the whole program once. `answer` is absent if `verify` gives it, or if the run checks its own answer. */
  run(): Run;
  /** Gives the answer once, if `run` does not. May take longer. */
  readonly verify?: () => S3Response;
  stop(): void;
}

export interface Run {
  readonly sample: Sample;
  readonly answer?: S3Response;
}

/** A program that needs no preparation. */
export function simpleProgram(
  about: Pick<Program, 'id' | 'name' | 'version' | 'install'>,
  run: (corpus: Corpus) => Run,
  verify?: (corpus: Corpus) => S3Response,
): Program {
  return {
    ...about,
    start: (corpus) =>
      Promise.resolve({
        run: () => run(corpus),
        ...(verify !== undefined && { verify: () => verify(corpus) }),
        stop: () => undefined,
      }),
  };
}
