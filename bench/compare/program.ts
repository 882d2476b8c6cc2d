import type { S3Response } from './answer.js';
import type { Corpus } from './corpus.js';
import type { Sample } from './run-process.js';

/** Something that is measured. */
export interface Program {
  readonly id: string;
  /** As tables show it. */
  readonly name: string;
  /** Its version, or `undefined` when it is not installed. */
  readonly version: () => string | undefined;
  /** How to get it, one line of shell. */
  readonly install: string;
  /** Made ready for a corpus, outside of what is timed. */
  start(corpus: Corpus): Promise<RunningProgram>;
}

export interface RunningProgram {
  /** Runs it once, whole. `answer` is absent where `verify` gives it, or where the run has checked itself. */
  run(): Run;
  /** Asks once, in a way that may take longer, what `run` cannot tell. */
  readonly verify?: () => S3Response;
  stop(): void;
}

export interface Run {
  readonly sample: Sample;
  readonly answer?: S3Response;
}

/** A program that needs nothing to be ready. */
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
