import type { CorpusShape } from './corpus.js';
import type { Program } from './program.js';
import { rclone } from './rclone.js';
import { bareLoop, duckdb, igzip, igzipTwice, jq, plainNode, ripgrep } from './rivals.js';
import { stateProgram } from './state-program.js';
import { decodeLoop, trailspike, trailspikeFromS3 } from './trailspike.js';

/** Programs that are measured on one corpus, in turns. */
export interface Group {
  readonly corpus: string;
  readonly shape: CorpusShape;
  readonly programs: readonly Program[];
  /** Measured rounds, if not the number that was asked for. */
  readonly rounds?: number;
  /** Ids of programs that are so slow that they run in the first two rounds only. */
  readonly seldom?: readonly string[];
  /** Whether an uncounted round runs first, to fill the disk cache. @default true */
  readonly isWarmed?: boolean;
}

const LARGE: CorpusShape = { objects: 200, records: [6000, 6000], share: 0.02, every: 4 };
const TINY: CorpusShape = { objects: 20_000, records: [1, 12], share: 0.25, every: 4 };
/** Almost no objects: what a run costs before it reads anything. */
const ONE: CorpusShape = { objects: 1, records: [1, 1], share: 1, every: 1 };

const FROM_S3 = [
  trailspikeFromS3(1),
  trailspikeFromS3(1, 'threads'),
  trailspikeFromS3(1, 'main', 'tls'),
  trailspikeFromS3(1, 'threads', 'tls'),
];

/** The groups that the goals need. */
export const FULL: readonly Group[] = [
  {
    corpus: 'large',
    shape: LARGE,
    programs: [
      trailspike(1),
      trailspike(2),
      ...FROM_S3,
      rclone,
      decodeLoop,
      igzip,
      igzipTwice,
      duckdb(1),
      duckdb(2),
      duckdb(1, false),
      jq,
      ripgrep,
      plainNode,
    ],
    seldom: ['jq', 'duckdb-1-untold'],
  },
  {
    corpus: 'everywhere',
    shape: { ...LARGE, every: 1 },
    programs: [trailspike(1), decodeLoop, igzip],
  },
  {
    // A trail of Secrets Manager alone: nearly all records count.
    corpus: 'dense',
    shape: { objects: 400, records: [400, 400], share: 0.9, every: 1 },
    programs: [trailspike(1), trailspike(2), duckdb(1), plainNode],
  },
  {
    corpus: 'tiny',
    shape: TINY,
    programs: [
      trailspike(1),
      trailspike(2),
      ...FROM_S3,
      rclone,
      decodeLoop,
      bareLoop,
      plainNode,
      duckdb(1),
      duckdb(1, false),
    ],
  },
  {
    corpus: 'one',
    shape: ONE,
    programs: [trailspike(1)],
  },
  // The same objects under five names each: what more objects cost, without what each run costs.
  { corpus: 'large-5', shape: { ...LARGE, names: 5 }, programs: FROM_S3 },
  { corpus: 'tiny-5', shape: { ...TINY, names: 5 }, programs: FROM_S3 },
  {
    corpus: 'large-10',
    shape: { ...LARGE, names: 10 },
    // Two threads for comparison: here startup, evaluation and compilation take little of the time.
    programs: [trailspike(1), trailspike(2)],
    rounds: 1,
    isWarmed: false,
  },
  { corpus: 'state', shape: ONE, programs: [stateProgram(5_000_000)], rounds: 1, isWarmed: false },
];

/** The same questions on small corpora, about a minute in all. */
export const SHORT: readonly Group[] = [
  {
    corpus: 'large',
    shape: { ...LARGE, objects: 60 },
    programs: [trailspike(1), trailspike(2), trailspikeFromS3(1), igzip, plainNode],
  },
  {
    corpus: 'everywhere',
    shape: { ...LARGE, objects: 60, every: 1 },
    programs: [trailspike(1), igzip],
  },
  {
    corpus: 'tiny',
    shape: { ...TINY, objects: 5_000 },
    programs: [trailspike(1), bareLoop],
  },
  { corpus: 'state', shape: ONE, programs: [stateProgram(500_000)], rounds: 1, isWarmed: false },
];
