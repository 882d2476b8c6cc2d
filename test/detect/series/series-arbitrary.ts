import fc from 'fast-check';
import type { Series } from '../../../src/detect/series/series.js';

/** Sparse and dense series within `buckets` buckets: quiet with bursts, some buckets with failed calls only. */
export function seriesArbitrary(buckets: number): fc.Arbitrary<Map<number, number>> {
  const bucket = fc.nat({ max: buckets - 1 });
  const entries = (value: fc.Arbitrary<number>, most: number): fc.Arbitrary<[number, number][]> =>
    fc.array(fc.tuple(bucket, value), { maxLength: most });
  return fc
    .tuple(
      fc.oneof(
        entries(fc.nat({ max: 3 }), 15),
        entries(fc.nat({ max: 6 }), buckets),
        fc.nat({ max: 5 }).map((level) => Array.from({ length: buckets }, (_, at) => [at, level] as const)),
      ),
      entries(fc.integer({ min: 5, max: 60 }), 8),
    )
    .map(([quiet, bursts]) => new Map([...quiet, ...bursts]))
    .filter((series) => series.size > 0);
}

export function toSeries(retrievals: ReadonlyMap<number, number>): Series {
  const sorted = [...retrievals].sort(([a], [b]) => a - b);
  return {
    buckets: Uint32Array.from(sorted, ([bucket]) => bucket),
    counts: Uint32Array.from(sorted, ([, count]) => count),
  };
}
