/** How to start a thread: the URL of its module and the flags that Node needs for it. */
export interface WorkerEntry {
  readonly filename: string;
  /** @default the flags of this thread; Node accepts some of them only when they are not listed here */
  readonly execArgv?: string[];
  /** Limit of the heap of each thread. @default by the memory of the machine: see `heapLimit` */
  readonly heapMegabytes?: number;
  /** How long a thread may give no sign of life, milliseconds. @default HANG_MS */
  readonly hangAfter?: number;
}

/** Thread entries that replace the built ones. */
export interface ThreadEntries {
  readonly decode?: WorkerEntry;
  readonly shard?: WorkerEntry;
}

/**
 * Megabytes, of which V8 fills a third before it collects. Our threads keep their data in typed arrays, and their
 * other objects die at once: a larger value only touches more memory, and half of it took 6 % longer.
 */
export const SMALL_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 6 } as const;

/**
 * For threads that fetch. The objects of hundreds of requests under way outlive a smaller young generation, move to
 * the old one and stay there until a full collection. That took a fifth of such a thread's time.
 */
export const FETCHING_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 12 } as const;

/**
 * For shard threads that have one logical shard in memory at a time: most of their time they load and evaluate, and make
 * many short-lived objects. Beside 6 MB it saved a sixth of the CPU of a merge.
 */
export const PAGING_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 24 } as const;

/**
 * The entry of a kind of thread: the bundle `threads/NAME.js` when this module is compiled, bundled or not;
 * `workers/NAME.ts` through tsx when it runs from source, as in tests.
 */
export function workerEntry(name: 'decode' | 'shard', base: string = import.meta.url): WorkerEntry {
  if (base.endsWith('.ts')) {
    return {
      filename: new URL(`../../workers/${name}.ts`, base).href,
      execArgv: ['--import', 'tsx'],
    };
  }
  return { filename: new URL(`../threads/${name}.js`, base).href };
}
