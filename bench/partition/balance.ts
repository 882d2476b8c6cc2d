/**
 * How evenly slices share the bytes of a drawn organisation with accounts of very different size: the largest slice over
 * the mean. `npm run bench:partition [-- ACCOUNTS [DAYS]]`
 */
import { hash64 } from '../../src/base/hash.js';
import { ALL_TIME, DAY, type TimeRange } from '../../src/model/time.js';
import { SliceDealer } from '../../src/source/listing/slice.js';
import type { SourceObject } from '../../src/source/source.js';
import { drawnTrail } from './drawn-trail.js';

const [accounts = 300, days = 90] = process.argv.slice(2).map(Number);
const SEEDS = [1, 2, 3];
const COUNTS = [4, 8, 16, 32, 64, 256];

type Deal = (of: number, delivered: TimeRange) => (object: SourceObject) => number;

const hash = new Uint32Array(2);
const hashed = (text: string): number => {
  hash64(text, hash);
  return hash[0]!;
};

const DEALS: readonly (readonly [string, Deal, TimeRange])[] = [
  [
    'by account',
    (of) =>
      ({ key }) =>
        hashed(key.split('/')[2]!) % of,
    ALL_TIME,
  ],
  [
    'by a hash of the address',
    (of) =>
      ({ uri }) =>
        hashed(uri) % of,
    ALL_TIME,
  ],
  ['by account, region and day; `--from` or `--to` open', dealt, ALL_TIME],
  [
    'the same, both given',
    dealt,
    { from: Date.UTC(2026, 0, 1) / 1000, to: Date.UTC(2026, 0, 1) / 1000 + days * DAY },
  ],
];

function dealt(of: number, delivered: TimeRange): (object: SourceObject) => number {
  const dealer = new SliceDealer({ part: 1, of }, delivered);
  return ({ uri }) => dealer.partOf(uri) - 1;
}

console.log(`${accounts} accounts, ${days} days, the largest of ${SEEDS.length} drawn organisations\n`);
console.log(`| largest slice / mean | ${COUNTS.map((of) => `${of} slices`).join(' | ')} |`);
console.log(`|---|${COUNTS.map(() => '--:|').join('')}`);
const trails = SEEDS.map((seed) => drawnTrail({ accounts, days, seed }));
for (const [name, deal, delivered] of DEALS) {
  const ratios = COUNTS.map((of) =>
    Math.max(...trails.map((objects) => ratioOf(objects, of, deal(of, delivered)))),
  );
  console.log(`| ${name} | ${ratios.map((ratio) => ratio.toFixed(2)).join(' | ')} |`);
}

function ratioOf(
  objects: readonly SourceObject[],
  of: number,
  sliceOf: (object: SourceObject) => number,
): number {
  const bytes = new Float64Array(of);
  for (const object of objects) bytes[sliceOf(object)]! += object.size;
  return Math.max(...bytes) / (bytes.reduce((sum, one) => sum + one, 0) / of);
}
