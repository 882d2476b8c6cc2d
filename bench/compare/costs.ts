import { FETCH, type Fetch } from '../../src/main-thread/options.js';
import type { Measured } from './measure.js';
import type { Transport } from './s3-server.js';
import { median } from './spread.js';
import { trailspikeFromS3 } from './trailspike.js';

/** What reading costs, in seconds of CPU. */
export interface Cost {
  readonly perObject: number;
  /** Per gigabyte (10⁹) as it is stored. */
  readonly perGigabyte: number;
}

export interface Costs {
  /** Of the main thread: listing, accounting, and requests and bodies if it fetches. */
  readonly main: Cost;
  /** Of all other threads: requests and bodies if they fetch, inflating, matching, and the little that the shards and the garbage collectors do. */
  readonly decode: Cost;
}

/** Costs by the threads that fetch. */
export type FetchCosts = Readonly<Record<Fetch, Costs>>;

/**
 * Objects of one size, and the CPU for reading them: what a run over all of their names takes more than one over a fifth, so
 * that starting, compiling and evaluating, which take as long for both, are not in it.
 */
export interface Reading {
  readonly objects: number;
  readonly gigabytes: number;
  readonly seconds: number;
}

/**
 * Solves two measurements for the cost of an object and the cost of a gigabyte. Neither is negative: where the solution
 * would be, it is 0 and the other cost takes all of the time.
 */
export function costOf(a: Reading, b: Reading): Cost {
  const determinant = a.objects * b.gigabytes - b.objects * a.gigabytes;
  if (determinant === 0) throw new RangeError('the corpora must have objects of different sizes');
  const perObject = (a.seconds * b.gigabytes - b.seconds * a.gigabytes) / determinant;
  const perGigabyte = (a.objects * b.seconds - b.objects * a.seconds) / determinant;
  const all = [a, b];
  const sum = (of: keyof Reading): number => all.reduce((total, reading) => total + reading[of], 0);
  if (perObject < 0) return { perObject: 0, perGigabyte: Math.max(0, sum('seconds') / sum('gigabytes')) };
  if (perGigabyte < 0) return { perObject: sum('seconds') / sum('objects'), perGigabyte: 0 };
  return { perObject, perGigabyte };
}

/**
 * Costs of reading from S3, from the measurements of large and tiny objects, once and five times; `undefined` without them.
 * Over TLS, encryption is among the costs of the threads that fetch.
 */
export function fetchCostsOf(
  measured: readonly Measured[],
  transport: Transport = 'plain',
): FetchCosts | undefined {
  const [main, threads] = FETCH.map((fetch) => costsOf(measured, trailspikeFromS3(1, fetch, transport).id));
  return main && threads && { main, threads };
}

function costsOf(measured: readonly Measured[], id: string): Costs | undefined {
  const cpu = (
    corpus: string,
  ): { main: number; others: number; reading: Omit<Reading, 'seconds'> } | undefined => {
    const one = measured.find(({ group }) => group.corpus === corpus);
    const samples = one?.results.find(({ program }) => program.id === id)?.samples ?? [];
    const cpus = samples.map((sample) => sample.cpu ?? NaN);
    const mains = samples.map((sample) => sample.mainCpu ?? NaN);
    if (one === undefined || samples.length === 0 || [...cpus, ...mains].some(Number.isNaN)) {
      return undefined;
    }
    return {
      main: median(mains),
      others: median(cpus.map((value, round) => value - mains[round]!)),
      reading: { objects: one.corpus.files.length, gigabytes: one.corpus.stored / 1e9 },
    };
  };
  const growth = (corpus: string): ((of: 'main' | 'others') => Reading) | undefined => {
    const [more, once] = [cpu(`${corpus}-5`), cpu(corpus)];
    if (more === undefined || once === undefined) return undefined;
    return (of) => ({
      objects: more.reading.objects - once.reading.objects,
      gigabytes: more.reading.gigabytes - once.reading.gigabytes,
      seconds: more[of] - once[of],
    });
  };
  const [large, tiny] = [growth('large'), growth('tiny')];
  if (large === undefined || tiny === undefined) return undefined;
  const split = (of: 'main' | 'others'): Cost => costOf(large(of), tiny(of));
  return { main: split('main'), decode: split('others') };
}
