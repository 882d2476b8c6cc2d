import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as scanning from '../../src/main-thread/scan.js';
import type { Run } from '../../src/main-thread/run.js';
import { TrailspikeError } from '../../src/model/errors.js';
import { CATALOGUE } from './catalogue.js';
import { fill } from './corpus.js';
import { Dice } from './dice.js';
import type { ArmedFault, Fault } from './fault.js';
import { World } from './world.js';

// The built one, whose threads start fast.
const { scanWithThreads } = (await import(
  new URL('../../dist/src/main-thread/scan.js', import.meta.url).href
)) as typeof scanning;

/** Longest time of one run, milliseconds. Limits of time within it are `SPEED` times shorter than they are. */
const HARD_LIMIT_MS = 60_000;

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

/** What two runs are compared by: all that is counted, and every signal. */
interface Seen {
  readonly bytes: string;
  readonly lost: readonly string[];
  readonly reasons: readonly string[];
  readonly failed: number;
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
  const state = dice.share('state') < 0.4 ? mkdtempSync(join(tmpdir(), 'faults-')) : undefined;
  const fetch = dice.one(['main', 'threads'] as const, 'fetch');
  try {
    const end = await disturbedRun(world, armed, fetch, state);
    return { seed, faults: faulty, milliseconds: Math.round(performance.now() - started), ...end };
  } finally {
    if (state !== undefined) rmSync(state, { recursive: true, force: true });
  }
}

async function disturbedRun(
  world: World,
  armed: readonly ArmedFault[],
  fetch: 'main' | 'threads',
  state: string | undefined,
): Promise<{ readonly end: string; readonly wrong?: string }> {
  const mayLose = new Set(armed.flatMap((one) => one.mayLose));
  const mayEnd = new Set<string>(armed.flatMap((one) => one.mayEnd));
  const entries = Object.assign({}, ...armed.map((one) => one.entries ?? {})) as object;
  await world.open();
  let seen: Seen;
  try {
    seen = await seenOf(world, fetch, state, entries);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const isNamed = error instanceof Error && error.name === TrailspikeError.name && code !== undefined;
    if (!isNamed || !mayEnd.has(code)) return { end: 'error', wrong: String((error as Error).stack) };
    return await resumed(world, code, fetch, state);
  } finally {
    await world.close();
  }
  const stray = seen.lost.filter((key) => !mayLose.has(key));
  if (stray.length > 0)
    return { end: 'lost', wrong: `lost without a reason: ${stray.join(', ')}; ${seen.reasons.join('; ')}` };
  if (seen.failed !== seen.lost.length)
    return { end: 'lost', wrong: `${seen.failed} failed, ${seen.lost.length} named` };
  const expected = await undisturbed(world.clean(new Set(seen.lost)));
  const end = seen.lost.length === 0 ? 'same' : `lost ${seen.lost.length}`;
  return seen.bytes === expected
    ? { end }
    : { end, wrong: `other numbers:\n${seen.bytes}\nnot\n${expected}` };
}

/** After an end that a fault may cause: the next run with the same state, with all well again, gives what there is. */
async function resumed(
  world: World,
  code: string,
  fetch: 'main' | 'threads',
  state: string | undefined,
): Promise<{ readonly end: string; readonly wrong?: string }> {
  if (state === undefined) return { end: code };
  const well = world.clean();
  await well.open();
  try {
    const { bytes } = await seenOf(well, fetch, state, {});
    const expected = await undisturbed(world.clean());
    const end = `${code}, resumed`;
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
        return (await seenOf(world, 'main', undefined, {})).bytes;
      } finally {
        await world.close();
      }
    })();
    known.set(name, bytes);
  }
  return bytes;
}

async function seenOf(
  world: World,
  fetch: 'main' | 'threads',
  state: string | undefined,
  entries: object,
): Promise<Seen> {
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
      entries,
    );
    const later = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => setTimeout(() => reject(hung), 5000));
    });
    await using run: Run = await Promise.race([running, later]);
    const lines: string[] = [];
    for await (const item of run.buckets()) lines.push(JSON.stringify(item));
    const { retrievals, identities } = run.totals;
    const bytes = JSON.stringify({ signals: run.signals, retrievals, identities, lines });
    return {
      bytes,
      reasons: run.failures.map(({ reason, detail }) => `${reason}: ${detail}`),
      lost: run.failures.map(({ uri }) => uri.replace('s3://bucket/', '')),
      failed: Object.values(run.coverage.failed).reduce((sum, count) => sum + count, 0),
    };
  } finally {
    clearTimeout(limit);
  }
}
