/** How to start a thread: the entry's address and the flags that its Node needs. */
export interface WorkerEntry {
  readonly filename: string;
  /** @default those of this thread, whatever they are: Node refuses some of them when they are listed here */
  readonly execArgv?: string[];
}

/** Thread entries that replace the built ones. */
export interface ThreadEntries {
  readonly decode?: WorkerEntry;
  readonly shard?: WorkerEntry;
}

/**
 * Megabytes, of which V8 fills a third before it collects. What our threads keep lies in typed arrays, and what else
 * they allocate dies at once: more would only be more memory that was touched, and half of this took 6 % longer.
 */
export const SMALL_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 6 } as const;

/**
 * Of threads that fetch: what hundreds of requests under way are made of outlives a smaller one, and grew old there
 * until a full collection. A fifth of such a thread's time was spent on that.
 */
export const FETCHING_YOUNG_GENERATION = { maxYoungGenerationSizeMb: 12 } as const;

/**
 * The thread entry NAME: the bundle `threads/NAME.js` where this is compiled, in whichever of its forms, or
 * TypeScript through tsx, `workers/NAME.ts`, when this runs from source (tests do).
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
