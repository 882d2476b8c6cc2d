import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnTrail } from '../../bench/partition/drawn-trail.js';
import { objectFilter } from '../../src/source/listing/object-filter.js';
import { ALL_TIME, DAY, type TimeRange } from '../../src/model/time.js';
import { walkLayout } from '../../src/source/listing/layout.js';
import { SliceDealer } from '../../src/source/listing/slice.js';
import type { LevelPage, Store } from '../../src/source/listing/store.js';
import type { ListPlan, SourceObject } from '../../src/source/source.js';
import { runs } from '../support/thorough.js';

const FIRST_DAY = Date.UTC(2026, 0, 30) / 1000;
const FOREVER = new AbortController().signal;

/** Some keys as a store that counts what it is asked. */
class CountingStore implements Store {
  readonly width = 4;
  readonly takesPrefixes: boolean;
  /** Prefixes that were listed. */
  readonly listed: string[] = [];
  readonly #keys: readonly string[];

  constructor(keys: readonly string[], takesPrefixes: boolean) {
    this.#keys = keys;
    this.takesPrefixes = takesPrefixes;
  }

  uriOf(prefix: string): string {
    return `s3://trail/${prefix}`;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as a store lists
  async *level(prefix: string): AsyncGenerator<LevelPage> {
    this.listed.push(prefix);
    const rests = this.#keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    const names = rests.filter((rest) => !rest.includes('/'));
    const folders = [
      ...new Set(rests.filter((rest) => rest.includes('/')).map((rest) => rest.split('/')[0]!)),
    ];
    yield {
      folders: folders.map((folder) => `${prefix}${folder}/`),
      entries: names.length + folders.length,
      objects: () => Promise.resolve(names.map((name) => this.#object(`${prefix}${name}`))),
    };
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as a store lists
  async *below(prefix: string): AsyncGenerator<readonly SourceObject[]> {
    if (!prefix.endsWith('/') && prefix !== '' && !this.takesPrefixes) throw new Error(`asked for ${prefix}`);
    this.listed.push(prefix);
    yield this.#keys.filter((key) => key.startsWith(prefix)).map((key) => this.#object(key));
  }

  #object(key: string): SourceObject {
    return { uri: this.uriOf(key), key, size: 1, version: '1' };
  }
}

interface Listed {
  /** Keys that a run reads. */
  readonly keys: string[];
  /** Prefixes that were listed, of days and below. */
  readonly days: string[];
  readonly left: number;
}

async function listOf(
  keys: readonly string[],
  plan: ListPlan,
  takesPrefixes = true,
  root = '',
): Promise<Listed> {
  const store = new CountingStore(keys, takesPrefixes);
  const filter = objectFilter(plan);
  const found: string[] = [];
  let left = 0;
  for await (const object of walkLayout(store, root, plan, FOREVER, (reason) => {
    if (reason === 'otherSlice') left++;
  })) {
    if (filter(object).skip === null) found.push(object.key);
  }
  return {
    keys: found.sort(),
    days: store.listed.filter((prefix) => /\/\d{4}\/\d\d\/\d\d\//.test(prefix)),
    left,
  };
}

const planOf = (delivered: TimeRange = ALL_TIME): ListPlan => ({ delivered, accounts: [], regions: [] });

const dateOf = (day: number): string => new Date((FIRST_DAY + day * DAY) * 1000).toISOString().slice(0, 10);

/** Keys of a trail, as CloudTrail writes them and as people change them. */
const keys = fc.uniqueArray(
  fc
    .record({
      above: fc.constantFrom('', 'AWSLogs/', 'copy/AWSLogs/o-abc123/'),
      account: fc.constantFrom('111122223333', '444455556666'),
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      day: fc.nat(3),
      hour: fc.nat(23),
      id: fc.nat(20),
      form: fc.constantFrom(
        'usual',
        'usual',
        'usual',
        'renamed',
        'otherAccount',
        'deeper',
        'nested',
        'month',
        'flat',
        'noHour',
      ),
    })
    .map(({ above, account, region, day, hour, id, form }) => {
      const date = dateOf(day);
      const trail = `${above}${account}/CloudTrail/${region}/`;
      const folder = `${trail}${date.replaceAll('-', '/')}/`;
      const name = (of: string = account, time = String(hour).padStart(2, '0')): string =>
        `${of}_CloudTrail_${region}_${date.replaceAll('-', '')}T${time}05Z_id${id}.json.gz`;
      switch (form) {
        case 'renamed':
          return `${folder}copy-of-${name()}`;
        case 'otherAccount':
          return `${folder}${name('999900001111')}`;
        case 'deeper':
          return `${folder}more/${name()}`;
        case 'nested':
          return `${folder}AWSLogs/${account}/CloudTrail/${region}/2026/01/0${1 + (id % 9)}/${name()}`;
        case 'month':
          return `${trail}${date.slice(0, 4)}/${date.slice(5, 7)}/${name()}`;
        case 'flat':
          return name();
        case 'noHour':
          return `${folder}${name(account, 'xx')}`;
        default:
          return `${folder}${name()}`;
      }
    }),
  { minLength: 1, maxLength: 60 },
);

describe('slices of a listing', () => {
  test('have each object once, whatever its name and folder, listed by prefixes or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom(
          ALL_TIME,
          { from: FIRST_DAY, to: FIRST_DAY + 2 * DAY },
          { from: FIRST_DAY, to: FIRST_DAY + 60 * DAY },
        ),
        fc.boolean(),
        fc.constantFrom(
          '',
          'AWSLogs/111122223333/CloudTrail/us-east-1/2026/',
          `AWSLogs/111122223333/CloudTrail/us-east-1/${dateOf(1).replaceAll('-', '/')}/`,
        ),
        async (all, of, delivered, takesPrefixes, root) => {
          const whole = await listOf(all, planOf(delivered), takesPrefixes, root);
          const parts: string[] = [];
          for (let part = 1; part <= of; part++) {
            const slice = { ...planOf(delivered), slice: { part, of } };
            parts.push(...(await listOf(all, slice, takesPrefixes, root)).keys);
          }
          expect(parts.sort()).toEqual(whole.keys);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  const trail = (days: number): string[] =>
    ['111122223333', '444455556666', '777788889999'].flatMap((account) =>
      ['us-east-1', 'eu-west-1'].flatMap((region) =>
        Array.from({ length: days * 24 }, (_, at) => {
          const [date, hour] = [dateOf(Math.floor(at / 24)), String(at % 24).padStart(2, '0')];
          const folder = `AWSLogs/${account}/CloudTrail/${region}/${date.replaceAll('-', '/')}/`;
          return `${folder}${account}_CloudTrail_${region}_${date.replaceAll('-', '')}T${hour}05Z_id.json.gz`;
        }),
      ),
    );

  test('list only the days that they read', async () => {
    const [days, of] = [40, 8];
    const all = trail(days);
    const whole = await listOf(all, { ...planOf(), slice: { part: 1, of: 1 } });
    expect(whole.days).toHaveLength(6 * days);
    for (let part = 1; part <= of; part++) {
      const { days: listed, keys: read, left } = await listOf(all, { ...planOf(), slice: { part, of } });
      expect(Math.abs(listed.length / whole.days.length - 1 / of)).toBeLessThan(0.03);
      expect(listed.length + left).toBe(6 * days);
      expect(read).toHaveLength(listed.length * 24);
    }
  });

  test('list only the hours that they read, when there are more slices than days', async () => {
    const [days, of] = [4, 32];
    const all = trail(days);
    const delivered = { from: FIRST_DAY, to: FIRST_DAY + days * DAY };
    let requests = 0;
    for (let part = 1; part <= of; part++) {
      const { days: listed, keys: read } = await listOf(all, { ...planOf(delivered), slice: { part, of } });
      expect(Math.abs(read.length / all.length - 1 / of)).toBeLessThan(0.015);
      requests += listed.length;
    }
    expect(requests).toBe(6 * days * 24);
  });

  test('have about the same share of large and small accounts, by bytes', () => {
    const objects = drawnTrail({ accounts: 40, days: 60, seed: 7 });
    for (const of of [7, 8, 14, 48]) {
      const dealer = new SliceDealer({ part: 1, of }, ALL_TIME);
      const bytes = new Array<number>(of).fill(0);
      for (const { uri, size } of objects) bytes[dealer.partOf(uri) - 1]! += size;
      const mean = bytes.reduce((sum, one) => sum + one, 0) / of;
      expect(Math.max(...bytes) / mean, `${of} slices`).toBeLessThan(1.3);
    }
  });
});
