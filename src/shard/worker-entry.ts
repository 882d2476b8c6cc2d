/** How to start a thread: the entry's address and the flags that its Node needs. */
export interface WorkerEntry {
  readonly filename: string;
  readonly execArgv: string[];
}

/**
 * The thread entry `workers/NAME`, beside this module: compiled next to compiled code, or TypeScript through tsx
 * when this runs from source (tests do).
 */
export function workerEntry(name: 'decode' | 'shard', base: string = import.meta.url): WorkerEntry {
  const fromSource = base.endsWith('.ts');
  return {
    filename: new URL(`../../workers/${name}.${fromSource ? 'ts' : 'js'}`, base).href,
    execArgv: fromSource ? [...process.execArgv, '--import', 'tsx'] : process.execArgv,
  };
}
