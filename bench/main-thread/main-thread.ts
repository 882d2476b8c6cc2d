/**
 * How many objects a second the main thread can hand out and account for: with decode threads that answer at once, so
 * that nothing else is waited for, and with real shard threads. `npm run bench:main-thread [-- ROUNDS]`. Linux only.
 */
import { medianMainThread, saturatedCost, USUAL_STAND_IN } from './measure.js';

const rounds = Number(process.argv[2] ?? 3);
const thousands = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-US');

console.log('| usual objects, shard threads | main thread, CPU for 1,000 objects | objects/s of its CPU |');
console.log('|--:|--:|--:|');
for (const shards of [1, 4, 16]) {
  const { cpu } = await medianMainThread(USUAL_STAND_IN, shards, rounds);
  console.log(`| ${shards} | ${(cpu * 1000).toFixed(4)} s | ${thousands(1 / cpu)} |`);
}
const { perObject, perGigabyte } = await saturatedCost(16, rounds);
console.log(
  `\nFrom large and tiny objects with 16 shard threads: ${(perObject * 1000).toFixed(4)} s for 1,000 objects and ` +
    `${perGigabyte.toFixed(3)} s for a GB as stored.`,
);
