import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as scanning from '../../src/main-thread/scan.js';
import type { Run } from '../../src/main-thread/run.js';
import { TrailspikeError } from '../../src/model/errors.js';
import { CATALOGUE } from './catalogue.js';
import { fill } from './corpus.js';
import { Dice } from './dice.js';
import type { ArmedFault, Fault, ProcessFault } from './fault.js';
import { cutPower, journalIn } from './power-cut.js';
import { STATE_NAME } from './process-faults.js';
import { processRun } from './process-run.js';
import { seenOf, type Seen } from './seen.js';
import { World } from './world.js';

// The built one, whose threads start fast.
const { scanWithThreads } = (await import(
  new URL('../../dist/src/main-thread/scan.js', import.meta.url).href
)) as typeof scanning;

/** Longest time of one run, milliseconds: more than a run without motion waits, which names what it waits for. */
const HARD_LIMIT_MS = 210_000;

export interface SimulationOutcome {
  readonly seed: number;
  /** How long it took. */
  readonly milliseconds: number;
  /** What was armed. */
  readonly faults: readonly string[];
  /** How it ended: `same`, `lost N`, or the code of an error and what resuming gave. */
  readonly end: string;
  /** What must not be; absent: all is well. */
  readonly wrong?: string;
}

/** Numbers by what they are computed from, because most worlds are the same in the end. */
const known = new Map<string, Promise<string>>();

/**
 * One run over a bucket with faults drawn from the catalogue, compared with a run over what is in the bucket in the end,
 * without the objects that were lost, and without faults.
 * @param only names of faults to draw from. @default all
 * @param change changes the bucket first
 */
export async function simulate(
  seed: number,
  only?: ReadonlySet<string>,
  change: (world: World) => void = () => undefined,
): Promise<SimulationOutcome> {
  const dice = new Dice(String(seed));
  const world = new World();
  fill(world);
  change(world);
  world.pageSize = dice.one([3, 7, 1000], 'page size');
  const faults = CATALOGUE.filter(({ name }) => only === undefined || only.has(name));
  const chosen = new Set(
    Array.from({ length: 1 + dice.below(3, 'faults') }, (_, n) => dice.one(faults, `fault ${n}`)),
  );
  const armed = [...chosen].map((fault: Fault) => fault.arm(world, dice.of(fault.name)));
  const started = performance.now();
  const faulty = armed.map(({ what }) => what);
  const hasState = dice.share('state') < 0.4;
  const fetch = dice.one(['main', 'threads'] as const, 'fetch');
  const work = mkdtempSync(join(tmpdir(), 'faults-'));
  try {
    const run = { fetch, state: hasState ? join(work, STATE_NAME) : undefined, work };
    const inProcess = armed.flatMap((one) => one.inProcess ?? []);
    const ending =
      inProcess.length > 0
        ? processRuns(world, armed, inProcess, { ...run, state: join(work, STATE_NAME) }, dice)
        : disturbedRun(world, armed, run);
    // Also of the runs that follow and of those that it is compared with: other simulations go on.
    const end = await ending.catch((error: unknown) => ({ end: 'error', wrong: stackOf(error) }));
    return { seed, faults: faulty, milliseconds: Math.round(performance.now() - started), ...end };
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 }); // a run that hangs may still write
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : String(error);
}

interface End {
  readonly end: string;
  readonly wrong?: string;
}

interface RunPlan {
  readonly fetch: 'main' | 'threads';
  readonly state: string | undefined;
  /** Folder of this simulation. */
  readonly work: string;
}

async function disturbedRun(world: World, armed: readonly ArmedFault[], run: RunPlan): Promise<End> {
  const mayEnd = new Set<string>(armed.flatMap((one) => one.mayEnd));
  await world.open();
  let seen: Seen;
  try {
    seen = await scanned(world, run);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const isNamed = error instanceof Error && error.name === TrailspikeError.name && code !== undefined;
    if (!isNamed || !mayEnd.has(code)) return { end: 'error', wrong: stackOf(error) };
    return await resumed(world, code, run);
  } finally {
    await world.close();
  }
  return await compared(world, armed, seen, []);
}

/** At most so many runs while servers still fail; the next one has all well again. */
const MOST_RUNS = 3;

/**
 * Runs in processes of their own, with one state, until one has a result: the first with all faults, the next with those of
 * the network and by chance with all, the last with none.
 */
async function processRuns(
  world: World,
  armed: readonly ArmedFault[],
  inProcess: readonly ProcessFault[],
  run: RunPlan & { readonly state: string },
  dice: Dice,
): Promise<End> {
  const mayEnd = new Set<string>(armed.flatMap((one) => one.mayEnd));
  const ends: string[] = [];
  await world.open();
  try {
    for (let runs = 0; runs < MOST_RUNS; runs++) {
      // A kill at a request may come in a later run, too.
      const faults = runs === 0 || dice.share(`again ${runs}`) < 0.3 ? inProcess : [];
      const end = await processRun(world, run, faults);
      if (end.kind === 'seen') return await compared(world, armed, end.seen, ends);
      if (end.kind === 'other') return { end: 'error', wrong: [...ends, end.how].join('; ') };
      if (end.kind === 'killed') {
        const kills = inProcess.flatMap((fault) => fault.kills ?? []);
        if (kills.length === 0) return { end: 'error', wrong: 'killed without a reason' };
        if (kills.includes('machine')) cutPower(run.state, journalIn(run.work), dice.of('power'));
        ends.push(kills.includes('machine') ? 'power cut' : 'killed');
        continue;
      }
      if (end.code === undefined || !mayEnd.has(end.code))
        return { end: 'error', wrong: `${[...ends, ''].join('; ')}${end.stack}` };
      ends.push(end.code);
    }
  } finally {
    await world.close();
  }
  const last = await resumed(world, ends.join(', '), run);
  return last;
}

/** Whether a run lost nothing but what a fault was about, and has the numbers of all the rest. */
async function compared(
  world: World,
  armed: readonly ArmedFault[],
  seen: Seen,
  before: readonly string[],
): Promise<End> {
  const mayLose = new Set(armed.flatMap((one) => one.mayLose));
  const stray = seen.lost.filter((key) => !mayLose.has(key));
  if (stray.length > 0)
    return { end: 'lost', wrong: `lost without a reason: ${stray.join(', ')}; ${seen.reasons.join('; ')}` };
  if (seen.failed !== seen.lost.length)
    return { end: 'lost', wrong: `${seen.failed} failed, ${seen.lost.length} named` };
  const expected = await undisturbed(world.clean(new Set(seen.lost)));
  const end = [...before, seen.lost.length === 0 ? 'same' : `lost ${seen.lost.length}`].join(', ');
  return seen.bytes === expected
    ? { end }
    : { end, wrong: `other numbers:\n${seen.bytes}\nnot\n${expected}` };
}

/** After an end that a fault may cause: the next run with the same state, with all well again, gives what there is. */
async function resumed(world: World, ends: string, run: RunPlan): Promise<End> {
  if (run.state === undefined) return { end: ends };
  const well = world.clean();
  await well.open();
  try {
    const { bytes } = await scanned(well, run);
    const expected = await undisturbed(world.clean());
    const end = `${ends}, resumed`;
    return bytes === expected ? { end } : { end, wrong: `other numbers:\n${bytes}\nnot\n${expected}` };
  } finally {
    await well.close();
  }
}

function undisturbed(world: World): Promise<string> {
  const name = [...world.objects].map(([key, { etag }]) => `${key} ${etag}`).join('\n');
  let bytes = known.get(name);
  if (bytes === undefined) {
    bytes = (async () => {
      await world.open();
      try {
        return (await scanned(world, { fetch: 'main', state: undefined })).bytes;
      } finally {
        await world.close();
      }
    })();
    known.set(name, bytes);
    bytes.catch(() => known.delete(name));
  }
  return bytes;
}

async function scanned(world: World, { fetch, state }: Omit<RunPlan, 'work'>): Promise<Seen> {
  const stop = new AbortController();
  const hung = new Error('the run hangs');
  const limit = setTimeout(() => stop.abort(hung), HARD_LIMIT_MS);
  try {
    const running = scanWithThreads(
      {
        sources: ['s3://bucket'],
        s3: world.options,
        threads: 1,
        shards: 1,
        fetch,
        signal: stop.signal,
        ...(state !== undefined && { state, checkpointEvery: 0.01 }),
      },
      {},
    );
    const later = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => setTimeout(() => reject(hung), 5000));
    });
    const first = await Promise.race([running, later]).catch((error: unknown) => {
      // Should it come to its end after all, nobody else ends its threads.
      if (error === hung) running.then((run) => run.close()).catch(() => undefined);
      throw error;
    });
    await using run: Run = first;
    return await seenOf(run);
  } finally {
    clearTimeout(limit);
  }
}
