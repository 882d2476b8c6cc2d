import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAnswer } from './answer.js';
import { corpusOf, type Corpus } from './corpus.js';
import type { Group } from './plan.js';
import type { Program, RunningProgram } from './program.js';
import type { Sample } from './run-process.js';

/** The measurements of one group. */
export interface Measured {
  readonly group: Group;
  readonly corpus: Corpus;
  /** The installed programs with their samples, one for each round. */
  readonly results: readonly { readonly program: Program; readonly samples: readonly Sample[] }[];
  readonly missing: readonly Program[];
}

export interface MeasureOptions {
  /** Measured rounds. */
  readonly rounds: number;
  /** Called with what is being done, for a log. */
  readonly log: (line: string) => void;
  /** Folder that corpora are kept in. @default CACHE */
  readonly cache?: string;
}

/**
 * Runs every installed program of a group in turns, each as a whole process, and checks what it answers.
 * @throws Error when a program fails or is wrong
 */
export async function measure(group: Group, { rounds, log, cache }: MeasureOptions): Promise<Measured> {
  const corpus = corpusOf(group.shape, cache);
  const installed = group.programs.filter((program) => program.version() !== undefined);
  const counted = group.rounds ?? rounds;
  const samples = installed.map((): Sample[] => []);
  const running: RunningProgram[] = [];
  try {
    for (const program of installed) {
      const one = await program.start(corpus);
      running.push(one);
      if (one.verify !== undefined) checkAnswer(program.id, corpus, one.verify());
    }
    for (let round = group.isWarmed === false ? 1 : 0; round <= counted; round++) {
      const times: string[] = [];
      for (let turn = 0; turn < installed.length; turn++) {
        // Each round begins with another program, so that no program always runs after the same one.
        const index = (turn + round) % installed.length;
        const { id } = installed[index]!;
        if (group.seldom?.includes(id) && (round === 0 || round > 2)) continue;
        warm(corpus);
        const { sample, answer } = running[index]!.run();
        if (answer !== undefined) checkAnswer(id, corpus, answer);
        if (round > 0) samples[index]!.push(sample);
        times.push(`${id} ${sample.seconds.toFixed(2)}`);
      }
      log(`${group.corpus}, round ${round} of ${counted}: ${times.join(', ')}`);
    }
  } finally {
    for (const one of running) one.stop();
  }
  return {
    group,
    corpus,
    results: installed.map((program, index) => ({ program, samples: samples[index]! })),
    missing: group.programs.filter((program) => !installed.includes(program)),
  };
}

/**
 * Reads the objects so that they are in the disk cache. Otherwise, if the system dropped them during a slow program, the
 * next program would pay for reading them from the disk.
 */
function warm({ leaf, files, stored }: Corpus): void {
  if (stored < 1e9) for (const file of files) readFileSync(join(leaf, file));
}
