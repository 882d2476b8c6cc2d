import { whoFetches } from '../../src/main-thread/options.js';
import type { Cost, Costs, FetchCosts } from '../compare/costs.js';

/** What is read. */
export interface Load {
  readonly name: string;
  /** Bytes of an object as it is stored, and its inflated size as a multiple of that. */
  readonly objectBytes: number;
  readonly inflation: number;
  readonly retrievalsPerObject: number;
}

/** A machine that reads it. One process of Trailspike has the whole machine. */
export interface Machine {
  readonly cores: number;
  /** Gigabits (10⁹) a second. */
  readonly network: number;
  /** Concurrent requests to S3, of the main thread or of each decode thread. */
  readonly requests: number;
  /** Seconds from a request to its first byte. */
  readonly firstByte: number;
  /** Bytes a second of one connection. */
  readonly connection: number;
}

export type Part = 'main thread' | 'decode threads' | 'shard threads' | 'requests' | 'network' | 'cores';

export interface Throughput {
  readonly decodeThreads: number;
  readonly shards: number;
  /** Objects a second that each part could process if it were the only limit. */
  readonly limits: Readonly<Record<Part, number>>;
  /** The slowest part, and its objects a second. */
  readonly objectsPerSecond: number;
  readonly saturated: Part;
}

/**
 * How fast one process reads. Threads are as the program chooses them: one decode thread fewer than cores, a
 * shard thread for every four cores, and by their number the threads that fetch from S3. Each thread has its own core as
 * long as there are enough; decode threads do not slow each other down (memory bandwidth is ignored); nothing else runs on
 * the machine.
 * @param costs seconds of CPU
 * @param shardRate retrievals a second of one shard thread
 */
export function throughput(costs: FetchCosts, shardRate: number, load: Load, machine: Machine): Throughput {
  const { cores } = machine;
  const decodeThreads = Math.max(1, cores - 1);
  const fetch = whoFetches(undefined, decodeThreads);
  const of = costs[fetch];
  const shards = Math.ceil(cores / 4);
  const main = costOfObject(of.main, load);
  const decode = costOfObject(of.decode, load);
  const shard = load.retrievalsPerObject / shardRate;
  const limits: Record<Part, number> = {
    'main thread': 1 / main,
    'decode threads': decodeThreads / decode,
    'shard threads': shards / shard,
    requests:
      (machine.requests * (fetch === 'main' ? 1 : decodeThreads)) /
      (machine.firstByte + load.objectBytes / machine.connection),
    network: (machine.network * 1e9) / 8 / load.objectBytes,
    cores: cores / (main + decode + shard),
  };
  const [saturated, objectsPerSecond] = (Object.entries(limits) as [Part, number][]).reduce((least, one) =>
    one[1] < least[1] ? one : least,
  );
  return { decodeThreads, shards, limits, objectsPerSecond, saturated };
}

/** The number of decode threads that one main thread can keep busy. */
export function decodeThreadsFed({ main, decode }: Costs, load: Load): number {
  return costOfObject(decode, load) / costOfObject(main, load);
}

function costOfObject({ perObject, perGigabyte }: Cost, { objectBytes }: Load): number {
  return perObject + (perGigabyte * objectBytes) / 1e9;
}

/**
 * The best number of processes on a machine (`--partition`): the smallest whose speed is within a twentieth of the
 * fastest.
 */
export function processesFor(
  costs: FetchCosts,
  shardRate: number,
  load: Load,
  machine: Machine,
): { readonly processes: number; readonly objectsPerSecond: number } {
  const divisions = Array.from({ length: machine.cores }, (_, index) => {
    const processes = index + 1;
    const share = {
      ...machine,
      cores: Math.floor(machine.cores / processes),
      network: machine.network / processes,
    };
    const each = throughput(costs, shardRate, load, share);
    return { processes, objectsPerSecond: processes * each.objectsPerSecond };
  });
  const fastest = Math.max(...divisions.map(({ objectsPerSecond }) => objectsPerSecond));
  return divisions.find(({ objectsPerSecond }) => objectsPerSecond >= 0.95 * fastest)!;
}

/** The smallest number of cores at which another part than decoding or the cores is the limit, and that part. */
export function firstWall(
  costs: FetchCosts,
  shardRate: number,
  load: Load,
  machine: Omit<Machine, 'cores'>,
  most = 64,
): { readonly cores: number; readonly saturated: Part } | undefined {
  for (let cores = 1; cores <= most; cores++) {
    const { saturated } = throughput(costs, shardRate, load, { ...machine, cores });
    if (saturated !== 'decode threads' && saturated !== 'cores') return { cores, saturated };
  }
  return undefined;
}
