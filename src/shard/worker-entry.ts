/** How to start a thread: the entry's address and the flags that its Node needs. */
export interface WorkerEntry {
  readonly filename: string;
  /** @default those of this thread, whatever they are: Node refuses some of them when they are listed here */
  readonly execArgv?: string[];
}

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
