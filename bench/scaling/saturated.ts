import type { Cost, FetchCosts } from '../compare/costs.js';

/**
 * What the main thread takes when it is busy all the time and has 16 shard threads, in seconds of CPU, by
 * `npm run bench:main-thread`. Beside one decode thread it takes several times as much: ten jobs a second find its code
 * neither in the processor's cache nor compiled, and each message is sent alone.
 */
export const SATURATED_MAIN_THREAD: Cost = { perObject: 3.8e-6, perGigabyte: 0.035 };

/** The costs of a run whose main thread is busy: what limits a machine with many cores. */
export function saturated({ main, threads }: FetchCosts): FetchCosts {
  return { main, threads: { ...threads, main: SATURATED_MAIN_THREAD } };
}
