/**
 * Where what was read only to have it fetched ends up, so that no optimiser leaves the reading out.
 *
 * In tables larger than the processor's caches nearly every look is at memory far away. One after the other, each look
 * waits for the one before; but of reads that do not depend on each other the processor does many at once. So whoever
 * has many things to look up reads a little of each first, and the looks that follow find them near.
 */
export const prefetchSink = new Int32Array(1);
