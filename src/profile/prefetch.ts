/**
 * The sink for values that are read only to prefetch them, so that no optimiser removes the reads.
 *
 * In tables larger than the processor's caches nearly every look-up reads distant memory. One after the other, each
 * waits for the one before. But the processor does many reads at once when they do not depend on each other. So code
 * with many keys to look up first reads a little of each, and the look-ups that follow find the memory in the cache.
 */
export const prefetchSink = new Int32Array(1);
