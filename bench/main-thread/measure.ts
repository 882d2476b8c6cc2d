import { readFileSync } from 'node:fs';
import { Progress } from '../../src/main-thread/progress.js';
import { scanWithThreads } from '../../src/main-thread/scan.js';
import { costOf, type Cost } from '../compare/costs.js';
import { USUAL } from '../compare/loads.js';
import { median } from '../compare/spread.js';
import { FOLDER, giveLoad, PAGE, type StandInLoad } from './load.js';

const STAND_INS = 4;
/** The part of the objects that is measured: threads start before, and the evaluation comes after. */
const [FROM, TO] = [0.1, 0.98];
const EVERY_MS = 20;

export const USUAL_STAND_IN: StandInLoad = { ...USUAL, pages: 600 };
/** As in the corpora of `bench:compare`. */
const LARGE: StandInLoad = { objectBytes: 765_700, retrievalsPerObject: 30, pages: 60 };
const TINY: StandInLoad = { objectBytes: 1_756, retrievalsPerObject: 1, pages: 1_000 };

/** For each object, in seconds. */
export interface MainThread {
  /** Of CPU of the main thread. */
  readonly cpu: number;
  readonly elapsed: number;
}

/** CPU of this thread, seconds. @throws Error where there is no `/proc` */
function ownCpu(): number {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
}

/** What the main thread takes for an object when nothing but it is waited for. Call it on a main thread of Linux. */
export async function measureMainThread(load: StandInLoad, shards: number): Promise<MainThread> {
  giveLoad(load);
  const progress = new Progress();
  const objects = PAGE * load.pages;
  const now = (): MainThread & { finished: number } => ({
    elapsed: performance.now() / 1000,
    cpu: ownCpu(),
    finished: progress.finished,
  });
  let [first, last] = [now(), now()];
  const poll = setInterval(() => {
    if (progress.finished < FROM * objects) first = now();
    else if (progress.finished < TO * objects) last = now();
  }, EVERY_MS);
  try {
    await using run = await scanWithThreads(
      {
        sources: [`s3://trail/${FOLDER}`],
        s3: {
          endpoint: 'http://127.0.0.1:9', // nothing is asked
          region: 'us-east-1',
          credentials: () => Promise.resolve({ accessKeyId: 'bench', secretAccessKey: 'bench' }),
        },
        threads: STAND_INS,
        fetch: 'threads',
        shards,
        progress,
      },
      { decode: { filename: new URL('stand-in.ts', import.meta.url).href, execArgv: ['--import', 'tsx'] } },
    );
    if (run.coverage.decoded !== objects) throw new Error(`${run.coverage.decoded} objects were decoded`);
  } finally {
    clearInterval(poll);
  }
  const count = last.finished - first.finished;
  if (count <= 0) throw new Error('it was over before it could be measured');
  return { cpu: (last.cpu - first.cpu) / count, elapsed: (last.elapsed - first.elapsed) / count };
}

/** The middle of some measurements. */
export async function medianMainThread(
  load: StandInLoad,
  shards: number,
  rounds: number,
): Promise<MainThread> {
  const all: MainThread[] = [];
  for (let round = 0; round < rounds; round++) all.push(await measureMainThread(load, shards));
  return { cpu: median(all.map(({ cpu }) => cpu)), elapsed: median(all.map(({ elapsed }) => elapsed)) };
}

/** The cost of an object and of a gigabyte as stored, from large and tiny objects. */
export async function saturatedCost(shards: number, rounds: number): Promise<Cost> {
  const [large, tiny] = [
    await medianMainThread(LARGE, shards, rounds),
    await medianMainThread(TINY, shards, rounds),
  ];
  return costOf(
    { objects: 1, gigabytes: LARGE.objectBytes / 1e9, seconds: large.cpu },
    { objects: 1, gigabytes: TINY.objectBytes / 1e9, seconds: tiny.cpu },
  );
}
