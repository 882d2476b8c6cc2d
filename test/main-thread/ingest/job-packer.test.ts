import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  JobPacker,
  rangesOf,
  type PackedJob,
  type PendingObject,
} from '../../../src/main-thread/ingest/job-packer.js';
import { listedPage } from '../../../src/source/listing/listed-page.js';
import { storedAt } from '../../../src/source/listing/object-columns.js';
import { objectFilter } from '../../../src/source/listing/object-filter.js';
import { openSource } from '../../../src/source/open-source.js';
import { ALL_TIME } from '../../../src/model/time.js';
import type { Source } from '../../../src/source/source.js';
import { temporaryFolder } from '../../support/temporary.js';
import { runs } from '../../support/thorough.js';

const FULL = 1 << 18;
const FULL_OF_FILES = 4 << 20;
const folder = await openSource(temporaryFolder());
const buckets = [await openSource('s3://one'), await openSource('s3://other')] as const;

function pending(n: number, size: number, source: Source = folder): PendingObject {
  const object = { uri: `file:///${n}`, key: String(n), size, version: String(n * 7) };
  return { source, object, deliveredAt: 1_772_000_000 + n, held: size };
}

/** A body whose bytes tell its number, in a buffer of its own or at an offset of a larger one. */
function body(n: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(size + offset), offset, size);
  return bytes.fill((n % 251) + 1);
}

/** Checks a job's columns, and its bodies if it has any. @returns numbers and sizes of its objects, in order */
function unpack(packed: PackedJob): { n: number; size: number }[] {
  const { job } = packed;
  const objects = Array.from({ length: packed.length }, (_, index) => packed.at(index));
  expect([...job.sizes]).toEqual(objects.map(({ object }) => object.size));
  const sum = objects.reduce((total, { object }) => total + object.size, 0);
  expect(packed).toMatchObject({ source: objects[0]!.source, bytes: sum, held: sum, crashes: 0 });
  expect([...job.deliveredAt]).toEqual(objects.map((one) => one.deliveredAt));
  if (job.kind === 'described') {
    objects.forEach(({ object: { uri, size, version } }, index) => {
      expect(storedAt(job, index)).toEqual({ uri, size, version });
    });
    return objects.map(({ object }) => ({ n: Number(object.key), size: object.size }));
  }
  // It is transferred, so it must hold nothing else.
  expect(job.bodies.byteLength).toBe(job.bodies.buffer.byteLength);
  let offset = 0;
  const unpacked = objects.map(({ object }, index) => {
    const [n, size] = [Number(object.key), job.sizes[index]!];
    const part = job.bodies.subarray(offset, offset + size);
    offset += size;
    if (part.length !== size || !part.every((byte) => byte === (n % 251) + 1))
      expect.unreachable(`body ${n} is not its own`);
    return { n, size };
  });
  expect(offset).toBe(job.bodies.byteLength);
  return unpacked;
}

const sizes = fc.array(
  fc.record({
    size: fc.oneof(
      { weight: 20, arbitrary: fc.nat({ max: 3000 }) },
      { weight: 3, arbitrary: fc.nat({ max: FULL >> 2 }) },
      { weight: 1, arbitrary: fc.constantFrom(FULL - 1, FULL, FULL + 1) },
      { weight: 1, arbitrary: fc.constantFrom(FULL_OF_FILES - 1, FULL_OF_FILES) },
    ),
    offset: fc.constantFrom(0, 0, 7),
    isFile: fc.boolean(),
  }),
  { maxLength: 60 },
);

test('every object is in one job, with its body or without; small ones in order; none waits after the flush', () => {
  fc.assert(
    fc.property(sizes, (list) => {
      const packer = new JobPacker();
      const jobs = list.flatMap(({ size, offset, isFile }, n) =>
        packer.add(pending(n, size), isFile ? undefined : body(n, size, offset)),
      );
      jobs.push(...packer.flush());
      expect(packer.flush()).toEqual([]);
      const unpacked = jobs.map(unpack);
      jobs.forEach(({ job }, index) => {
        for (const { n } of unpacked[index]!) expect(job.kind).toBe(list[n]!.isFile ? 'described' : 'bodies');
      });
      expect(
        unpacked
          .flat()
          .map(({ n }) => n)
          .sort((a, b) => a - b),
      ).toEqual(list.map((_, n) => n));
      const full = (n: number): number => (list[n]!.isFile ? FULL_OF_FILES : FULL);
      const small = unpacked.flat().filter(({ n, size }) => size < full(n));
      expect(small.map(({ n }) => n)).toEqual(small.map(({ n }) => n).sort((a, b) => a - b));
      for (const objects of unpacked) {
        const most = full(objects[0]!.n);
        // Only the last object fills a job; a large object is a job of its own.
        const before = objects.slice(0, -1).reduce((sum, { size }) => sum + size, 0);
        expect(before).toBeLessThan(most);
        if (objects.some(({ size }) => size >= most)) expect(objects).toHaveLength(1);
      }
    }),
    { numRuns: runs(40) },
  );
});

test('512 objects fill a job, even empty ones', () => {
  const packer = new JobPacker();
  const full = Array.from({ length: 1100 }, (_, n) => packer.add(pending(n, 0), body(n, 0, 0))).flat();
  expect(full.map(({ length }) => length)).toEqual([512, 512]);
  expect(packer.flush().map(({ length }) => length)).toEqual([76]);
});

test('the only body of a job is not copied if it has a buffer of its own', () => {
  const large = body(1, FULL, 0);
  const [packed] = new JobPacker().add(pending(1, FULL), large);
  expect(packed?.job).toHaveProperty('bodies', large);
  const part = body(2, FULL, 8);
  const [copied] = new JobPacker().add(pending(2, FULL), part);
  if (copied?.job.kind !== 'bodies') return expect.unreachable();
  expect(copied.job.bodies.buffer).not.toBe(part.buffer);
});

test('objects of S3 that threads read: 128 or 4 MB in a job, and never with those of another bucket', () => {
  const packer = new JobPacker();
  const [one, other] = buckets;
  const jobs = Array.from({ length: 300 }, (_, n) => packer.add(pending(n, 100, one))).flat();
  expect(jobs.map((some) => unpack(some).length)).toEqual([128, 128]);
  const mixed = [
    packer.add(pending(300, 1 << 20, other)),
    packer.add(pending(301, 3 << 20, other)),
    packer.add(pending(302, 4 << 20, other)),
    packer.add(pending(303, 10, one)),
    packer.add(pending(304, 10)),
    packer.add(pending(305, 10), body(305, 10, 0)),
    packer.add(pending(306, 10, one)),
    packer.flush(),
  ];
  expect(mixed.map((some) => some.map((each) => unpack(each).map(({ n }) => n)))).toEqual([
    [Array.from({ length: 44 }, (_, n) => 256 + n)],
    [[300, 301]],
    [[302]],
    [],
    [[303]],
    [[304]],
    [[305]],
    [[306]],
  ]);
  expect(mixed.flat().map(({ job }) => job.kind)).toEqual([
    ...Array.from({ length: 5 }, () => 'described'),
    'bodies',
    'described',
  ]);
});

test('objects of pages are cut into ranges that fill jobs, each in one job, with all that was listed of it', () => {
  const [bucket] = buckets;
  const fill = bucket.threadReading.jobFill;
  const size = fc.oneof(
    { weight: 20, arbitrary: fc.nat({ max: 100_000 }) },
    { weight: 2, arbitrary: fc.constantFrom(fill.bytes - 1, fill.bytes, fill.bytes + 1, 3 * fill.bytes) },
  );
  const page = fc.record({
    sizes: fc.array(
      size.map((bytes) => Math.max(1, bytes)),
      { maxLength: 400 },
    ),
    isBeside: fc.boolean(),
    versions: fc.constantFrom('', 'e"\ud800\u00e9', '0123456789abcdef'),
  });
  fc.assert(
    fc.property(fc.array(page, { maxLength: 5 }), (pages) => {
      let count = 0;
      const packer = new JobPacker();
      const listed: object[] = [];
      const jobs: PackedJob[] = [];
      for (const { sizes, isBeside, versions } of pages) {
        const remark = isBeside ? 'beside' : undefined;
        const objects = sizes.map((bytes) => {
          const key = `é${count++}.json`;
          const object = { uri: `s3://one/${key}`, key, size: bytes, version: versions };
          return isBeside ? { ...object, remark: 'beside' as const } : object;
        });
        listed.push(...objects);
        const filter = objectFilter({ delivered: ALL_TIME, accounts: [], regions: [] });
        const one = structuredClone(listedPage(objects, 's3://one/', remark, filter));
        for (const range of rangesOf(bucket, one, () => fill)) {
          jobs.push(...packer.addRange({ ...range, held: Math.min(range.bytes, 8 * fill.bytes) }, fill));
        }
      }
      jobs.push(...packer.flush());
      const packed = jobs.flatMap((job) =>
        Array.from({ length: job.length }, (_, index) => {
          const { object, ...rest } = job.at(index);
          const { uri, version } = object;
          expect(storedAt(job.job as typeof job.job & { kind: 'described' }, index)).toEqual({
            uri,
            version,
            size: object.size,
          });
          expect(rest.source).toBe(bucket);
          return object;
        }),
      );
      expect(packed).toEqual(listed);
      for (const job of jobs) {
        const all = Array.from({ length: job.length }, (_, index) => job.at(index));
        expect(all.reduce((total, { held }) => total + held, 0)).toBe(job.held);
        expect(all.reduce((total, { object }) => total + object.size, 0)).toBe(job.bytes);
        expect(job.length).toBeLessThanOrEqual(fill.objects);
        if (job.length > 1) expect(job.bytes).toBeLessThanOrEqual(fill.bytes);
      }
    }),
    { numRuns: runs(40) },
  );
});
