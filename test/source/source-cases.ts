import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ALL_TIME, DAY } from '../../src/model/time.js';
import type { ListPlan, Source, SourceObject } from '../../src/source/source.js';
import { readBoth } from './other-thread.js';
import { dayOf, trailTree } from './trail-tree.js';
import { runs } from '../support/thorough.js';

/** A store for tests: objects are put into it and opened as a source. */
export interface Stage {
  /** Puts each key with this content. @default `contentOf(key)` */
  put(keys: readonly string[], content?: Uint8Array): Promise<void>;
  remove(key: string): Promise<void>;
  /** Whether what changed after it was listed is read as what it is now. Else it has vanished. */
  readonly readsChanged?: true;
  /** Opens a source at a key or prefix; empty for the whole store. */
  open(root: string): Source;
  close(): Promise<void>;
}

export const EVERYTHING: ListPlan = { delivered: ALL_TIME, accounts: [], regions: [] };
export const FOREVER = new AbortController().signal;

export const contentOf = (key: string): Buffer => Buffer.from(`content of ${key}`);

/** All objects that a source lists. Fails when one is listed twice. */
export async function listAll(source: Source, plan: ListPlan = EVERYTHING): Promise<SourceObject[]> {
  const objects: SourceObject[] = [];
  for await (const object of source.list(plan, FOREVER)) objects.push(object);
  expect(new Set(objects.map(({ uri }) => uri)).size).toBe(objects.length);
  return objects;
}

const sorted = (keys: readonly string[]): string[] => [...keys].sort();

/** The complete keys listed: those of a folder begin below its root. */
async function keysOf(source: Source, root: string, plan?: ListPlan): Promise<string[]> {
  const objects = await listAll(source, plan);
  return sorted(
    objects.map(({ uri, key }) => {
      if (!uri.startsWith('file:')) return key;
      return root === '' || root.endsWith(`/${key}`) || root === key ? root || key : `${root}/${key}`;
    }),
  );
}

/** The contract of all sources. */
export function describeSource(name: string, begin: () => Promise<Stage>): void {
  const withStage = async (run: (stage: Stage) => Promise<void>): Promise<void> => {
    const stage = await begin();
    try {
      await run(stage);
    } finally {
      await stage.close();
    }
  };
  const expectListed = async (
    stage: Stage,
    root: string,
    keys: readonly string[],
    plan?: ListPlan,
  ): Promise<void> => {
    const source = stage.open(root);
    try {
      expect(await keysOf(source, root, plan), `root "${root}"`).toEqual(sorted(keys));
    } finally {
      await source.close();
    }
  };
  const ORG = trailTree({
    orgId: 'o-abcdef1234',
    accounts: ['111111111111', '222222222222'],
    regions: ['us-east-1', 'ap-southeast-2'],
    days: ['2025/12/31', '2026/01/01', '2026/02/27', '2026/03/01'],
  });

  describe(name, () => {
    test('an organisation trail, from every level that a root may have', () =>
      withStage(async (stage) => {
        await stage.put([...ORG.trail, ...ORG.beside]);
        const parts = ORG.trail[0]!.split('/').slice(0, -1);
        const roots = ['', ...parts.map((_, depth) => parts.slice(0, depth + 1).join('/'))];
        for (const root of roots) {
          await expectListed(
            stage,
            root,
            ORG.trail.filter((key) => root === '' || key.startsWith(`${root}/`)),
          );
        }
      }));

    test('exactly the days, accounts and regions of the plan', () =>
      withStage(async (stage) => {
        await stage.put([...ORG.trail, ...ORG.beside]);
        const source = stage.open('');
        const time = fc.integer({ min: Date.UTC(2025, 11, 29) / 1000, max: Date.UTC(2026, 2, 4) / 1000 });
        const plans = fc.record({
          delivered: fc.tuple(time, time).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
          accounts: fc.subarray(['111111111111', '222222222222', '333333333333']),
          regions: fc.subarray(['us-east-1', 'ap-southeast-2', 'eu-west-1']),
        });
        await fc.assert(
          fc.asyncProperty(plans, async (plan) => {
            const wanted = ORG.trail.filter((key) => {
              const [, , account, , region] = key.split('/');
              const overlaps = dayOf(key) < plan.delivered.to && dayOf(key) + DAY > plan.delivered.from;
              const isOf = (names: readonly string[], part: string): boolean =>
                names.length === 0 || names.includes(part);
              return overlaps && isOf(plan.accounts, account!) && isOf(plan.regions, region!);
            });
            expect(await keysOf(source, '', plan)).toEqual(sorted(wanted));
          }),
          { numRuns: runs(25) },
        );
        await source.close();
      }));

    test('several trails under prefixes, with other objects beside them', () =>
      withStage(async (stage) => {
        const shape = { accounts: ['111111111111'], regions: ['us-east-1'], days: ['2026/03/01'] };
        const trees = ['', 'team/', 'a/b/c/d/e/f/', 'o-abcdef1234/', 'CloudTrail/', 'x/AWSLogs/prod/eu/'].map(
          (prefix) => trailTree({ ...shape, prefix }),
        );
        const beside = [
          'athena/results/1/q.csv',
          'readme.json',
          'AWSLogs/note.json',
          'a/b/copies/111111111111_CloudTrail_us-east-1_20260301T0005Z_B.json.gz',
          'a/b/2026/03/01/data',
          'a/b/dt=2026-03-01/data',
        ];
        const other = 'AWSLogs/111111111111/Config/x.json.gz';
        await stage.put([...trees.flatMap(({ trail, beside }) => [...trail, ...beside]), ...beside, other]);
        const trails = trees.flatMap(({ trail }) => trail);
        await expectListed(stage, '', [...trails, ...beside]);
        await expectListed(stage, 'a', [...trees[2]!.trail, ...beside.filter((key) => key.startsWith('a/'))]);
        await expectListed(stage, 'AWSLogs', [...trees[0]!.trail, 'AWSLogs/note.json']);
        const source = stage.open('');
        const marked = (await listAll(source)).filter(({ remark }) => remark === 'beside');
        expect(sorted(marked.map(({ key }) => key))).toEqual(sorted(beside));
        await source.close();
      }));

    test('folders between AWSLogs and the account, and trees cut off above it, are entered as the plan wants', () =>
      withStage(async (stage) => {
        const shape = {
          accounts: ['111111111111', '222222222222'],
          regions: ['us-east-1'],
          days: ['2026/02/01', '2026/03/01'],
        };
        const { trail, beside } = trailTree(shape);
        const moved = (key: string): string[] => [
          key.replace('AWSLogs/', 'AWSLogs/prod/eu/'),
          key.replace('AWSLogs/', 'copy/'),
          key.replace(/.*(?=CloudTrail\/)/, `by-account/${key.split('/')[1]!}-x/`),
        ];
        await stage.put([...trail.flatMap(moved), ...beside.flatMap((key) => moved(key)[0]!)]);
        await expectListed(stage, '', trail.flatMap(moved));
        const plan = {
          delivered: { from: Date.UTC(2026, 2, 1) / 1000, to: Date.UTC(2026, 2, 2) / 1000 },
          accounts: ['111111111111'],
          regions: [],
        };
        await expectListed(
          stage,
          '',
          trail
            .filter((key) => key.includes('/2026/03/'))
            .flatMap((key) => moved(key).slice(key.includes('/111111111111/') ? 0 : 2)),
          plan,
        );
      }));

    test('each folder that is not entered is told, with the reason', () =>
      withStage(async (stage) => {
        await stage.put([...ORG.trail, ...ORG.beside]);
        const told = async (plan: Partial<ListPlan>): Promise<Record<string, string[]>> => {
          const left: Record<string, string[]> = {};
          const source = stage.open('');
          const listing = source.list({ ...EVERYTHING, ...plan }, FOREVER, (reason, uri) => {
            (left[reason] ??= []).push(uri.slice(uri.indexOf('AWSLogs/') + 'AWSLogs/o-abcdef1234/'.length));
          });
          for await (const object of listing) expect(object.remark).toBeUndefined();
          await source.close();
          for (const uris of Object.values(left)) uris.sort();
          return left;
        };
        const services = (account: string): object => ({
          digest: [`${account}/CloudTrail-Digest/`],
          insight: [`${account}/CloudTrail-Insight/`],
          otherService: [`${account}/elasticloadbalancing/`],
        });
        const one = { accounts: ['111111111111'], regions: ['us-east-1'] };
        expect(await told(one)).toEqual({
          ...services('111111111111'),
          otherAccount: ['222222222222/'],
          otherRegion: ['111111111111/CloudTrail/ap-southeast-2/'],
        });
        const delivered = { from: Date.UTC(2026, 0, 1) / 1000, to: Date.UTC(2026, 1, 1) / 1000 };
        expect(await told({ ...one, delivered })).toMatchObject({
          outsideTimeRange: ['111111111111/CloudTrail/us-east-1/2025/'],
          deliveredLater: ['02/', '03/'].map((month) => `111111111111/CloudTrail/us-east-1/2026/${month}`),
        });
      }));

    test('folders inside a trail that are not in the layout are listed, not lost', () =>
      withStage(async (stage) => {
        const base = 'AWSLogs/111111111111/CloudTrail';
        const odd = [
          `${base}/restored/x.json.gz`,
          `${base}/us-east-1/y.json.gz`,
          `${base}/us-east-1/2026/z/q/z.json`,
        ];
        await stage.put([
          ...odd,
          `${base}/us-east-1/2026/03/01/a.json.gz`,
          `${base}/us-east-1/2026/03/09/b.json.gz`,
        ]);
        const delivered = { from: Date.UTC(2026, 2, 1) / 1000, to: Date.UTC(2026, 2, 2) / 1000 };
        await expectListed(stage, '', [...odd, `${base}/us-east-1/2026/03/01/a.json.gz`], {
          ...EVERYTHING,
          delivered,
        });
      }));

    test('a tree that is not in the layout of CloudTrail is listed flat', () =>
      withStage(async (stage) => {
        const keys = ['a.json', 'b/c.json.gz', 'b/d/e/f/g/h.json.gz', 'i.txt', 'j/AWSLogs.json'];
        await stage.put(keys);
        await expectListed(stage, '', keys);
        await expectListed(stage, 'b', ['b/c.json.gz', 'b/d/e/f/g/h.json.gz']);
        await expectListed(stage, '', keys, {
          ...EVERYTHING,
          delivered: { from: 0, to: 1 },
          accounts: ['1'],
        });
      }));

    test('an AWSLogs folder without accounts is listed flat', () =>
      withStage(async (stage) => {
        await stage.put(['x/AWSLogs/a.json.gz', 'x/AWSLogs/b/c.json.gz']);
        await expectListed(stage, 'x', ['x/AWSLogs/a.json.gz', 'x/AWSLogs/b/c.json.gz']);
        await expectListed(stage, 'x/AWSLogs', ['x/AWSLogs/a.json.gz', 'x/AWSLogs/b/c.json.gz']);
      }));

    test('a trail at any depth is found, alone and with another beside it', () =>
      withStage(async (stage) => {
        const shape = {
          accounts: ['111111111111'],
          regions: ['us-east-1'],
          days: ['2026/02/01', '2026/03/01'],
        };
        const deep = trailTree({ ...shape, prefix: '1/2/3/4/5/6/7/8/' });
        await stage.put([...deep.trail, ...deep.beside]);
        const delivered = { from: Date.UTC(2026, 2, 1) / 1000, to: Date.UTC(2026, 2, 2) / 1000 };
        const wanted = deep.trail.filter((key) => key.includes('/2026/03/01/'));
        await expectListed(stage, '', wanted, { ...EVERYTHING, delivered });
        const top = trailTree(shape);
        await stage.put([...top.trail, ...top.beside]);
        await expectListed(stage, '', [...deep.trail, ...top.trail]);
      }));

    test('one object by its name', () =>
      withStage(async (stage) => {
        await stage.put(['x/one.json.gz', 'x/one.json.gz.bak', 'x/two.json.gz', 'x/no-extension']);
        await expectListed(stage, 'x/one.json.gz', ['x/one.json.gz']);
        await expectListed(stage, 'x/no-extension', ['x/no-extension']);
        const source = stage.open('x/two.json.gz');
        const [object] = await listAll(source);
        expect(Buffer.from(await source.read(object!, FOREVER))).toEqual(contentOf('x/two.json.gz'));
        await source.close();
      }));

    test('names with odd characters are listed and read', () =>
      withStage(async (stage) => {
        const keys = [
          'a b.json',
          'a+b.json',
          'a%20b.json',
          'a%b.json',
          'é/ü — 漢字 🔑.json',
          'q\'"()*!~@:=,;?#&<x>.json',
          '%2F/%.json',
        ];
        await stage.put(keys);
        await expectListed(stage, '', keys);
        const source = stage.open('');
        for (const object of await listAll(source)) {
          expect(Buffer.from(await source.read(object, FOREVER)).toString()).toBe(
            contentOf(object.key).toString(),
          );
        }
        await source.close();
      }));

    test('a read gives the whole content in a buffer of its own', () =>
      withStage(async (stage) => {
        const content = Buffer.alloc(3_000_000, 'trail');
        await stage.put(['big.json'], content);
        await stage.put(['small.json', 'empty.json']);
        await stage.put(['empty.json'], new Uint8Array());
        const source = stage.open('');
        for (const object of await listAll(source)) {
          const bytes = await source.read(object, FOREVER);
          const expected =
            { 'big.json': content, 'empty.json': Buffer.alloc(0) }[object.key] ?? contentOf(object.key);
          expect(object.size).toBe(expected.length);
          expect(expected.equals(bytes)).toBe(true);
          expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, expected.length]);
          structuredClone(bytes, { transfer: [bytes.buffer] });
          expect(bytes.length).toBe(0);
        }
        await source.close();
      }));

    test('an object that was deleted after it was listed has vanished, one that changed is never read in part', () =>
      withStage(async (stage) => {
        await stage.put(['gone.json', 'changed.json', 'same.json']);
        const source = stage.open('');
        const objects = new Map((await listAll(source)).map((object) => [object.key, object]));
        await stage.remove('gone.json');
        await stage.put(['changed.json'], Buffer.from('something else, and longer than it was'));
        const vanished = { name: 'ObjectReadError', reason: 'vanished' };
        await expect(source.read(objects.get('gone.json')!, FOREVER)).rejects.toMatchObject(vanished);
        const changed = source.read(objects.get('changed.json')!, FOREVER);
        if (stage.readsChanged) {
          expect(Buffer.from(await changed).toString()).toBe('something else, and longer than it was');
        } else {
          await expect(changed).rejects.toMatchObject({
            ...vanished,
            message: expect.stringContaining('changed') as string,
          });
        }
        expect(Buffer.from(await source.read(objects.get('same.json')!, FOREVER))).toEqual(
          contentOf('same.json'),
        );
        await source.close();
      }));

    test('a reader on another thread, opened from the description, gives the same bytes and errors', () =>
      withStage(async (stage) => {
        const large = Buffer.alloc(3_000_000, 'trail');
        const odd = ['a b.json', 'a+b.json', 'a%20b.json', 'é/ü — 漢字 🔑.json', 'q\'"()*!~@:=,;?#&<x>.json'];
        await stage.put([...odd, 'gone.json', 'changed.json', 'x/same.json']);
        await stage.put(['large.json'], large);
        await stage.put(['empty.json'], new Uint8Array());
        const source = stage.open('');
        const objects = await listAll(source);
        await stage.remove('gone.json');
        await stage.put(['changed.json'], Buffer.from('something else, and longer than it was'));
        expect(isDeepStrictEqual(structuredClone(await source.describe()), await source.describe())).toBe(
          true,
        );
        const outcomes = await readBoth(source, objects);
        expect(outcomes.size).toBe(10);
        for (const [key, outcome] of outcomes) {
          if (key === 'gone.json' || (key === 'changed.json' && !stage.readsChanged)) {
            expect(outcome).toMatchObject({ name: 'ObjectReadError', reason: 'vanished' });
            continue;
          }
          const expected =
            {
              'large.json': large,
              'empty.json': Buffer.alloc(0),
              'changed.json': Buffer.from('something else, and longer than it was'),
            }[key] ?? contentOf(key);
          expect(expected.equals(outcome as Uint8Array), key).toBe(true);
        }
        await source.close();
      }));

    test('the version changes with the content', () =>
      withStage(async (stage) => {
        await stage.put(['x.json']);
        const source = stage.open('');
        const [before] = await listAll(source);
        expect((await listAll(source))[0]).toEqual(before);
        // The second write may fall into the same tick of the file system's clock.
        await vi.waitFor(async () => {
          await stage.put(['x.json'], Buffer.from('y'));
          expect((await listAll(source))[0]!.version).not.toBe(before!.version);
        });
        await source.close();
      }));

    test('an abort ends a listing and a read with its reason; an early return ends a listing without error', () =>
      withStage(async (stage) => {
        await stage.put([...ORG.trail, ...ORG.beside]);
        const source = stage.open('');
        const stop = new AbortController();
        let listed = 0;
        const listing = (async () => {
          for await (const object of source.list(EVERYTHING, stop.signal)) {
            listed += 1;
            if (listed === 3) stop.abort(new Error(`enough after ${object.key}`));
          }
        })();
        await expect(listing).rejects.toThrow('enough after');
        expect(listed).toBe(3);

        let first: SourceObject | undefined;
        for await (const object of source.list(EVERYTHING, FOREVER)) {
          first = object;
          break;
        }
        await expect(source.read(first!, stop.signal)).rejects.toThrow('enough after');
        expect(() => source.list(EVERYTHING, stop.signal)).not.toThrow(); // the iteration fails, not the call
        expect(await listAll(source)).toHaveLength(ORG.trail.length); // the source still works
        await source.close();
      }));
  });
}
