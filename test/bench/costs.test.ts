import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, fetchCostsOf } from '../../bench/compare/costs.js';
import type { Measured } from '../../bench/compare/measure.js';
import { FULL } from '../../bench/compare/plan.js';
import { trailspikeFromS3 } from '../../bench/compare/trailspike.js';

const cost = fc.double({ min: 1e-6, max: 10, noNaN: true });

test('costs are recovered from two measurements made of them', () => {
  fc.assert(
    fc.property(cost, cost, (perObject, perGigabyte) => {
      const reading = (objects: number, gigabytes: number) => ({
        objects,
        gigabytes,
        seconds: objects * perObject + gigabytes * perGigabyte,
      });
      const found = costOf(reading(200, 0.08), reading(20_000, 0.02));
      expect(found.perObject).toBeCloseTo(perObject, 6);
      expect(found.perGigabyte).toBeCloseTo(perGigabyte, 3);
    }),
  );
});

test('a cost is never negative: the other cost takes all', () => {
  const large = { objects: 10, gigabytes: 1, seconds: 3 };
  expect(costOf(large, { objects: 1000, gigabytes: 1, seconds: 1 })).toEqual({
    perObject: 0,
    perGigabyte: 2,
  });
  const tiny = { objects: 1000, gigabytes: 0.1, seconds: 4 };
  const found = costOf({ objects: 1000, gigabytes: 1, seconds: 2 }, tiny);
  expect(found).toEqual({ perObject: 0.003, perGigabyte: 0 });
});

test('corpora of equally large objects are refused', () => {
  const reading = { objects: 1, gigabytes: 1, seconds: 1 };
  expect(() => costOf(reading, { objects: 2, gigabytes: 2, seconds: 2 })).toThrow(RangeError);
});

/** Seconds of CPU of a main thread, for an object and for a gigabyte; the other threads take twice as long. */
const CHARGES: Record<string, readonly [perObject: number, perGigabyte: number]> = {
  [trailspikeFromS3(1, 'main').id]: [0.001, 3],
  [trailspikeFromS3(1, 'threads').id]: [0.002, 4],
  [trailspikeFromS3(1, 'main', 'tls').id]: [0.003, 5],
  [trailspikeFromS3(1, 'threads', 'tls').id]: [0.004, 6],
};

/** What a machine measures on which everything costs what `CHARGES` says, beside a second for each run. */
function measuredOn(corpora: readonly string[], ids: readonly string[]): Measured[] {
  return FULL.filter(({ corpus }) => corpora.includes(corpus)).map((group) => {
    const objects = group.shape.objects * (group.shape.names ?? 1);
    const stored = objects * (group.corpus.startsWith('large') ? 1e6 : 1e3);
    const results = group.programs
      .filter(({ id }) => ids.includes(id))
      .map((program) => {
        const [perObject, perGigabyte] = CHARGES[program.id]!;
        const read = objects * perObject + (stored / 1e9) * perGigabyte;
        return { program, samples: [{ seconds: 9, cpu: 3 * (read + 1), mainCpu: read + 1 }] };
      });
    const files = Array.from({ length: objects }, String);
    const corpus = { files, stored, inflated: 0, retrievals: 0, cells: 0, digest: '', records: 0 };
    return { group, results, missing: [], corpus: { ...corpus, folder: '', leaf: '' } };
  });
}

const COSTED = ['large', 'large-5', 'tiny', 'tiny-5'];

test('the full plan measures costs with TLS and without, by who fetches', () => {
  const measured = measuredOn(COSTED, Object.keys(CHARGES));
  const parts = (transport: 'plain' | 'tls') => {
    const costs = fetchCostsOf(measured, transport)!;
    return [costs.main.main, costs.main.decode, costs.threads.main, costs.threads.decode].map(
      ({ perObject, perGigabyte }) => [perObject.toFixed(6), perGigabyte.toFixed(3)],
    );
  };
  expect(parts('plain')).toEqual([
    ['0.001000', '3.000'],
    ['0.002000', '6.000'],
    ['0.002000', '4.000'],
    ['0.004000', '8.000'],
  ]);
  expect(parts('tls')).toEqual([
    ['0.003000', '5.000'],
    ['0.006000', '10.000'],
    ['0.004000', '6.000'],
    ['0.008000', '12.000'],
  ]);
});

test('without a program or a corpus there are no costs', () => {
  const plain = Object.keys(CHARGES).slice(0, 2);
  const measured = measuredOn(COSTED, plain);
  expect(fetchCostsOf(measured)).toBeDefined();
  expect(fetchCostsOf(measured, 'tls')).toBeUndefined();
  expect(fetchCostsOf(measuredOn(COSTED.slice(1), plain))).toBeUndefined();
});
