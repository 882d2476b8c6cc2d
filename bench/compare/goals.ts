import type { Sample } from './run-process.js';
import { spreadOf, type Spread } from './spread.js';

/** One figure from the samples of one program on one corpus. */
export interface FigureOf {
  readonly corpus: string;
  readonly program: string;
  readonly figure: string;
}

/** A ratio of two figures, and what it should be. */
export interface Goal {
  readonly id: string;
  readonly what: string;
  readonly of: FigureOf;
  readonly to: FigureOf;
  /** Whether more is better (`least`) or less (`most`). */
  readonly bound: 'least' | 'most';
  readonly goal: number;
  /** Whether it depends on the machine as much as on the program, so that a floor would hold on one machine only. */
  readonly isOfMachine?: true;
}

/** Samples by `CORPUS/PROGRAM`, one for each round; samples of the same round have the same index. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

export interface Ratio extends Spread {
  readonly goal: Goal;
  readonly met: boolean;
}

const figure = (corpus: string, program: string, name = 'seconds'): FigureOf => ({
  corpus,
  program,
  figure: name,
});

/** How much faster Trailspike is than another program on the same corpus, with as many threads. */
const faster = (
  id: string,
  corpus: string,
  other: string,
  what: string,
  goal: number,
  own = 'trailspike-1',
): Goal => ({ id, what, of: figure(corpus, other), to: figure(corpus, own), bound: 'least', goal });

/** All goals, in the order of the table. */
export const GOALS: readonly Goal[] = [
  faster('igzip', 'large', 'igzip', 'large, hits in a quarter: speed of one `igzip`', 0.4),
  faster('igzip-everywhere', 'everywhere', 'igzip', 'large, hits everywhere: speed of one `igzip`', 0.38),
  faster(
    'two-threads',
    'large',
    'trailspike-1',
    'large: 2 decode threads against 1, speed',
    1.75,
    'trailspike-2',
  ),
  faster(
    'two-threads-10',
    'large-10',
    'trailspike-1',
    'large ×10: the same, where starting and ending hardly weigh',
    1.75,
    'trailspike-2',
  ),
  {
    id: 'two-igzip',
    what: 'large: two `igzip` at once against one, speed (what this machine allows)',
    of: figure('large', 'igzip'),
    to: figure('large', 'igzip-2'),
    bound: 'least',
    goal: 1.75,
    isOfMachine: true,
  },
  {
    id: 's3-cpu',
    what: 'large: CPU from S3 on loopback against from a folder',
    of: figure('large', 'trailspike-1-s3', 'cpu'),
    to: figure('large', 'trailspike-1', 'cpu'),
    bound: 'most',
    goal: 1.3,
  },
  faster('duckdb', 'large', 'duckdb-1', 'large: speed of DuckDB, one thread', 4),
  faster('duckdb-2', 'large', 'duckdb-2', 'large: speed of DuckDB, two threads', 4, 'trailspike-2'),
  faster('jq', 'large', 'jq', 'large: speed of `gzip -dc \\| jq`', 15),
  faster('rg', 'large', 'rg', 'large: speed of `rg -z`', 3.5),
  faster('plain', 'large', 'plain', 'large: speed of plain Node', 3.5),
  faster('tiny-bare', 'tiny', 'bare', 'tiny: speed of `readFileSync` and `gunzipSync` alone', 1),
  faster('tiny-duckdb', 'tiny', 'duckdb-1', 'tiny: speed of DuckDB', 15),
  {
    id: 'memory',
    what: 'large ×10: peak memory against large (the same events again, so the state does not grow)',
    of: figure('large-10', 'trailspike-1', 'peakBytes'),
    to: figure('large', 'trailspike-1', 'peakBytes'),
    bound: 'most',
    goal: 1.1,
  },
  {
    id: 'state-bytes',
    what: 'state of 5 million cells: bytes against 96 a cell and 8 a hash kept',
    of: figure('state', 'state', 'bytes'),
    to: figure('state', 'state', 'allowance'),
    bound: 'most',
    goal: 1,
  },
  {
    id: 'ingest',
    what: 'one shard thread: retrievals a second, against 1.5 million',
    of: figure('state', 'state', 'retrievalsPerSecond'),
    to: figure('state', 'state', 'wantedPerSecond'),
    bound: 'least',
    goal: 1,
    isOfMachine: true,
  },
];

/**
 * A goal's ratio in the samples: on one corpus a ratio for each round in which both were measured, on two corpora the
 * ratio of the medians. `undefined` when one of its figures was not measured.
 */
export function ratioOf(goal: Goal, samples: Samples): Ratio | undefined {
  const [of, to] = [valuesOf(goal.of, samples), valuesOf(goal.to, samples)];
  if (of === undefined || to === undefined) return undefined;
  const ratios =
    goal.of.corpus === goal.to.corpus
      ? of.slice(0, to.length).map((value, round) => value / to[round]!)
      : [spreadOf(of).median / spreadOf(to).median];
  const spread = spreadOf(ratios);
  const met = goal.bound === 'least' ? spread.median >= goal.goal : spread.median <= goal.goal;
  return { goal, met, ...spread };
}

function valuesOf({ corpus, program, figure }: FigureOf, samples: Samples): number[] | undefined {
  const values = samples.get(`${corpus}/${program}`)?.map((sample) => sample[figure]);
  if (values === undefined || values.length === 0) return undefined;
  return values.every((value) => value !== undefined) ? values : undefined;
}
