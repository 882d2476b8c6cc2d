import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Costs, FetchCosts } from '../../bench/compare/costs.js';
import {
  decodeThreadsFed,
  firstWall,
  processesFor,
  throughput,
  type Load,
  type Machine,
} from '../../bench/scaling/model.js';
import { scalingTables } from '../../bench/scaling/table.js';

/** For each object of a megabyte, one millisecond of the main thread and ten of decoding. */
const EACH: Costs = {
  main: { perObject: 0.0005, perGigabyte: 0.5 },
  decode: { perObject: 0.001, perGigabyte: 9 },
};
const COSTS: FetchCosts = { main: EACH, threads: EACH };
const SHARD_RATE = 1e6;
const LOAD: Load = { name: 'megabytes', objectBytes: 1e6, inflation: 10, retrievalsPerObject: 10 };
const MACHINE: Machine = { cores: 64, network: 100, requests: 1e9, firstByte: 0.03, connection: 1e9 };

test('the speed of a part follows from its cost and the number of its threads', () => {
  const { decodeThreads, shards, limits } = throughput(COSTS, SHARD_RATE, LOAD, {
    ...MACHINE,
    cores: 8,
    requests: 64,
    connection: 1e8,
  });
  expect({ decodeThreads, shards }).toEqual({ decodeThreads: 7, shards: 2 });
  expect(limits['main thread']).toBeCloseTo(1000);
  expect(limits['decode threads']).toBeCloseTo(700);
  expect(limits['shard threads']).toBeCloseTo(200_000);
  expect(limits.requests).toBeCloseTo((7 * 64) / 0.04);
  expect(limits.network).toBeCloseTo(12_500);
  expect(limits.cores).toBeCloseTo(8 / 0.01101);
});

test('decoding is the limit on few cores, the main thread on many, the network if it is slow', () => {
  const at = (machine: Partial<Machine>) =>
    throughput(COSTS, SHARD_RATE, LOAD, { ...MACHINE, ...machine }).saturated;
  expect(at({ cores: 1 })).toBe('cores');
  expect(at({ cores: 4 })).toBe('decode threads');
  expect(at({ cores: 64 })).toBe('main thread');
  expect(at({ network: 1 })).toBe('network');
  expect(at({ requests: 1, firstByte: 1 })).toBe('requests');
});

test('the threads that fetch decide the cost and the number of requests', () => {
  const costs = { main: EACH, threads: { ...EACH, main: { perObject: 1e-5, perGigabyte: 0 } } };
  const limits = (cores: number) =>
    throughput(costs, SHARD_RATE, LOAD, { ...MACHINE, cores, requests: 64 }).limits;
  expect(limits(3)['main thread']).toBeCloseTo(1000);
  expect(limits(4)['main thread']).toBeCloseTo(100_000);
  expect(limits(4).requests).toBeCloseTo(3 * limits(3).requests);
});

test('more cores never make it slower, and the speed-up is never above the number of cores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 128 }), fc.integer({ min: 1, max: 100 }), (cores, network) => {
      const speed = (of: number): number =>
        throughput(COSTS, SHARD_RATE, LOAD, { ...MACHINE, cores: of, network }).objectsPerSecond;
      expect(speed(cores + 1)).toBeGreaterThanOrEqual(speed(cores));
      expect(speed(cores)).toBeLessThanOrEqual(cores / 0.01);
    }),
  );
});

test('the number of decode threads that a main thread feeds follows from its cost', () => {
  expect(decodeThreadsFed(EACH, LOAD)).toBeCloseTo(10);
});

test('a machine is divided into processes only if the main thread is the limit', () => {
  expect(processesFor(COSTS, SHARD_RATE, LOAD, { ...MACHINE, cores: 8 }).processes).toBe(1);
  const { processes, objectsPerSecond } = processesFor(COSTS, SHARD_RATE, LOAD, MACHINE);
  expect(processes).toBeGreaterThan(1);
  expect(objectsPerSecond).toBeGreaterThan(throughput(COSTS, SHARD_RATE, LOAD, MACHINE).objectsPerSecond);
  expect(objectsPerSecond).toBeLessThanOrEqual(64 / 0.01);
});

test('the first limit is the first part that is not decoding', () => {
  const each = { ...EACH, main: { perObject: 0.00045, perGigabyte: 0.5 } };
  const costs = { main: each, threads: each };
  expect(firstWall(costs, SHARD_RATE, LOAD, MACHINE)).toEqual({ cores: 12, saturated: 'main thread' });
  expect(firstWall(COSTS, SHARD_RATE, LOAD, { ...MACHINE, network: 1 })?.saturated).toBe('network');
  expect(firstWall(COSTS, SHARD_RATE, LOAD, MACHINE, 10)).toBeUndefined();
});

test('the table has a row for each load and number of cores', () => {
  const text = scalingTables(COSTS, SHARD_RATE, [LOAD, { ...LOAD, name: 'others' }]);
  expect(text.split('\n').filter((line) => line.startsWith('| megabytes |'))).toHaveLength(6);
  expect(text.split('\n').filter((line) => line.startsWith('| others |'))).toHaveLength(6);
  expect(text).toContain('| main thread, fetching | 0.500 s | 0.50 s |');
});

test('costs over TLS have rows of their own, and a table of usual objects beside what they are without', () => {
  const threads: Costs = {
    main: { perObject: 0, perGigabyte: 0 },
    decode: { perObject: 0.002, perGigabyte: 20 },
  };
  const tls: FetchCosts = { main: EACH, threads };
  const plain: FetchCosts = {
    main: EACH,
    threads: { ...threads, decode: { perObject: 0.002, perGigabyte: 0 } },
  };
  const lines = scalingTables(plain, SHARD_RATE, [LOAD], tls).split('\n');
  expect(lines).toContain('| main thread, decode threads fetching over TLS | 0.000 s | 0.00 s |');
  expect(lines).toContain('| decode threads (and the rest), fetching over TLS | 2.000 s | 20.00 s |');
  // 50 kB: 2 ms without TLS, 3 ms with it.
  expect(lines).toContain('| usual (50 kB), over TLS | 16 | 5,000 | decode threads | 0.67 |');
  expect(lines.filter((line) => line.startsWith('| usual (50 kB), over TLS |'))).toHaveLength(3);
  expect(scalingTables(plain, SHARD_RATE, [LOAD])).not.toContain('TLS');
});
