import type { WorkerEntry } from '../../src/main-thread/worker-entry.js';

/**
 * A thread of `test/fixtures`, by the name of its module. Piscina would load it with `require`. In Node 20 a thread that is
 * ended while it does so aborts the process ("v8::Module::IsGraphAsync must be used on an instantiated module"); the built
 * threads are CommonJS, and are not touched by that.
 */
export function fixtureThread(name: string): WorkerEntry {
  return {
    filename: new URL(`../fixtures/${name}.mjs`, import.meta.url).href,
    execArgv: ['--no-experimental-require-module'],
  };
}
