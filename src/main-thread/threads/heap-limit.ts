import { totalmem } from 'node:os';

/** Megabytes of heap that a thread gets even on a machine that does not have them. */
const LEAST = 256;
/** A decode thread needs less than this for what the limits of an object allow (docs/limits.md). */
export const MOST_FOR_DECODING = 2048;
/** V8's own limit on machines with much memory. */
export const MOST_FOR_A_SHARD = 4096;

/**
 * The heap of each of some threads, in megabytes: together they get half of the memory. A thread that needs more ends,
 * and not the process. Typed arrays, the bytes of objects and the memory of WebAssembly are outside of the heap.
 * @param threads of this kind
 * @param most that one gets
 * @param memory bytes. @default what this process may use
 */
export function heapLimit(threads: number, most: number, memory = availableMemory()): number {
  return Math.round(Math.min(most, Math.max(LEAST, memory / 2 / threads / 2 ** 20)));
}

/** Bytes of the machine, or of the container that this process runs in. */
function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
