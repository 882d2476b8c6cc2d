import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Implied, impliedRetrievals, type Requested } from '../../src/profile/implied-retrievals.js';
import { runs } from '../support/thorough.js';

interface Bucket {
  readonly gets: number;
  readonly early: Requested;
  readonly late: Requested;
}

const requested = fc.record({ listed: fc.nat({ max: 4 }), filtered: fc.constantFrom(0, 0, 3) });
const series = fc
  .array(
    fc.record({
      gap: fc.constantFrom(1, 1, 1, 2),
      gets: fc.nat({ max: 5 }),
      early: requested,
      late: requested,
    }),
    { maxLength: 7 },
  )
  .map((entries) => {
    let bucket = 0;
    return new Map(entries.map(({ gap, ...rest }): [number, Bucket] => [(bucket += gap), rest]));
  });

function implied(cells: ReadonlyMap<number, Bucket>): Implied[] {
  const all = [...cells.values()];
  return impliedRetrievals(
    Uint32Array.from(cells.keys()),
    Uint32Array.from(all, ({ gets }) => gets),
    all.map(({ early }) => early),
    all.map(({ late }) => late),
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** One child after the other in time order: each takes one requested secret that is left and that it can belong to. */
function childByChild(cells: ReadonlyMap<number, Bucket>): Implied[] {
  const open = [...cells].flatMap(([bucket, { early, late }]) => [
    ...Array.from({ length: early.listed }, () => ({ bucket, late: false, found: false })),
    ...Array.from({ length: late.listed }, () => ({ bucket, late: true, found: false })),
  ]);
  for (const [bucket, { gets }] of cells) {
    for (let child = 0; child < gets; child++) {
      const wanted = open.find(
        (one) => !one.found && (one.bucket === bucket || (one.late && one.bucket === bucket - 1)),
      );
      if (wanted) wanted.found = true;
    }
  }
  return [...cells].map(([bucket, cell]) => {
    const lacking = open.filter((one) => one.bucket === bucket && !one.found);
    const next = cells.get(bucket + 1)?.gets ?? 0;
    const late = lacking.filter((one) => one.late).length;
    const filtered = cell.early.filtered + (next === 0 ? cell.late.filtered : 0);
    return { early: lacking.length - late, late, unnamed: cell.gets === 0 ? filtered : 0 };
  });
}

/** The most secrets that can have a child each: a maximum matching, by augmenting paths. */
function mostAccountedFor(cells: ReadonlyMap<number, Bucket>): number {
  const children = [...cells].flatMap(([bucket, { gets }]) => Array.from({ length: gets }, () => bucket));
  const wanted = [...cells].flatMap(([bucket, { early, late }]) => [
    ...Array.from({ length: early.listed }, () => [bucket]),
    ...Array.from({ length: late.listed }, () => [bucket, bucket + 1]),
  ]);
  const takenBy = new Map<number, number>();
  const scope = (who: number, tried: Set<number>): boolean =>
    children.some((bucket, child) => {
      if (tried.has(child) || !wanted[who]!.includes(bucket)) return false;
      tried.add(child);
      const holder = takenBy.get(child);
      if (holder !== undefined && !scope(holder, tried)) return false;
      takenBy.set(child, who);
      return true;
    });
  return wanted.filter((_, who) => scope(who, new Set())).length;
}

test('each child accounts for one requested secret of a call in its bucket, or of a late call in the bucket before', () => {
  fc.assert(
    fc.property(series, (cells) => {
      expect(implied(cells)).toEqual(childByChild(cells));
    }),
    { numRuns: runs(1000) },
  );
});

test('as many as possible are accounted for', () => {
  fc.assert(
    fc.property(series, (cells) => {
      const lacking = sum(implied(cells).map(({ early, late }) => early + late));
      const all = sum([...cells.values()].map(({ early, late }) => early.listed + late.listed));
      expect(lacking).toBe(all - mostAccountedFor(cells));
    }),
    { numRuns: runs(500) },
  );
});
