import type { FetchCosts } from '../compare/costs.js';
import type { Machine } from '../scaling/model.js';
import { SATURATED_MAIN_THREAD } from '../scaling/saturated.js';

/*
 * What docs/sizing.md is computed from: figures measured on one machine, and assumptions about others. Change one, run
 * `npm run bench:sizing`, and the tables follow.
 */

/** Seconds of CPU as `npm run bench:scaling` and `bench:main-thread` measured them: docs/performance.md. */
export const MEASURED_COSTS: FetchCosts = {
  main: { main: { perObject: 116e-6, perGigabyte: 3.26 }, decode: { perObject: 36e-6, perGigabyte: 14.46 } },
  threads: {
    main: SATURATED_MAIN_THREAD,
    decode: { perObject: 274e-6, perGigabyte: 12.37 },
  },
};
/** Retrievals a second of one shard thread, from the same run. */
export const MEASURED_SHARD_RATE = 2.7e6;

/** An instance, and what an hour of it costs. */
export interface Instance extends Machine {
  readonly name: string;
  /** US dollars an hour, on demand. */
  readonly onDemand: number;
}

/**
 * Assumed: on-demand prices of Linux in us-east-1 and the sustained network of the sizes, as AWS published them in 2025; the
 * time to the first byte and the speed of a connection as in docs/performance.md.
 */
const NEAR_S3 = { requests: 64, firstByte: 0.03, connection: 80e6 };
export const INSTANCES: readonly Instance[] = [
  { name: 'c7i.2xlarge', cores: 8, network: 2.5, onDemand: 0.357, ...NEAR_S3 },
  { name: 'c7i.8xlarge', cores: 32, network: 12.5, onDemand: 1.428, ...NEAR_S3 },
  { name: 'c7i.16xlarge', cores: 64, network: 25, onDemand: 2.856, ...NEAR_S3 },
];

/** Assumed: what Spot costs of the on-demand price. It varies by region and hour. */
export const SPOT_SHARE = 0.4;
/** Assumed: requests a second that S3 serves below one prefix before it asks to slow down, as AWS documents. */
export const GETS_PER_PREFIX = 5500;
/** Keys of a page of a listing. */
export const KEYS_PER_PAGE = 1000;
