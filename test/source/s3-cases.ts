import { describe, expect, test } from 'vitest';
import type { S3Options } from '../../src/source/s3/s3-options.js';
import { openS3 } from '../../src/source/s3/s3-source.js';
import { s3Stage } from './s3-stage.js';
import { describeSource, EVERYTHING, FOREVER, listAll } from './source-cases.js';
import { trailTree } from './trail-tree.js';

/** Tests of S3 in addition to those of every source, for any server. */
export function describeS3(name: string, options: () => S3Options): void {
  describeSource(name, () => s3Stage(options()));

  describe(name, () => {
    test('a listing continues beyond 1,000 keys of one day', async () => {
      const stage = await s3Stage(options());
      const { trail } = trailTree({
        accounts: ['111111111111'],
        regions: ['us-east-1'],
        days: ['2026/03/01'],
        objectsPerDay: 2_500,
      });
      await stage.put(trail, new Uint8Array());
      const source = stage.open('');
      expect((await listAll(source)).map(({ key }) => key).sort()).toEqual([...trail].sort());
      await Promise.all([source.close(), stage.close()]);
    });

    test('a search continues beyond 1,000 folders of one level', async () => {
      const stage = await s3Stage(options());
      const accounts = Array.from({ length: 1_100 }, (_, n) => String(100_000_000_000 + n));
      const { trail } = trailTree({
        accounts,
        regions: ['us-east-1'],
        days: ['2026/03/01'],
        objectsPerDay: 1,
      });
      await stage.put(trail, new Uint8Array());
      const source = stage.open('');
      const wanted = accounts.slice(-3);
      const keys = (await listAll(source, { ...EVERYTHING, accounts: wanted })).map(({ key }) => key);
      expect(keys.sort()).toEqual(trail.filter((key) => wanted.includes(key.split('/')[1]!)));
      await Promise.all([source.close(), stage.close()]);
    });

    test('an empty bucket or prefix lists nothing; a missing bucket is an error', async () => {
      const stage = await s3Stage(options());
      await stage.put(['x/y.json']);
      for (const root of ['z', 'x/y', 'x/y.json/z']) expect(await listAll(stage.open(root))).toEqual([]);
      await expect(listAll(openS3('s3://no-such-bucket-anywhere', options()))).rejects.toMatchObject({
        code: 'E_SOURCE_NOT_FOUND',
        message: expect.stringContaining('no-such-bucket-anywhere') as string,
      });
      await stage.close();
    });

    test('URIs name bucket and key, versions are ETags without quotes', async () => {
      const stage = await s3Stage(options());
      await stage.put(['a b/ü+%.json'], Buffer.from('x'));
      const source = stage.open('a b/');
      expect(source.uri).toBe(`s3://${stage.s3Bucket}/a b`);
      expect(await listAll(source)).toEqual([
        {
          uri: `s3://${stage.s3Bucket}/a b/ü+%.json`,
          key: 'a b/ü+%.json',
          size: 1,
          version: '9dd4e461268c8034f5c8564e155c67a6',
        },
      ]);
      await Promise.all([source.close(), stage.close()]);
    });

    test('hundreds of reads at once respect the limit, and all succeed', async () => {
      const stage = await s3Stage({ ...options(), maxConcurrency: 8 });
      const keys = Array.from({ length: 300 }, (_, n) => `${n}.json`);
      await stage.put(keys);
      const source = stage.open('');
      const objects = await listAll(source);
      const contents = await Promise.all(objects.map((object) => source.read(object, FOREVER)));
      expect(contents.map((bytes) => Buffer.from(bytes).toString())).toEqual(
        objects.map(({ key }) => `content of ${key}`),
      );
      await Promise.all([source.close(), stage.close()]);
    });
  });
}
