import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TaskPacker, type Arrival, type Parcel } from '../../src/pipeline/task-packer.js';
import { openSource } from '../../src/source/open-source.js';
import { temporaryFolder } from '../support/temporary.js';

const FULL = 1 << 18;
const source = await openSource(temporaryFolder());

function arrival(n: number, size: number): Arrival {
  const object = { uri: `file:///${n}`, key: String(n), size, version: String(n * 7) };
  return { source, object, deliveredAt: 1_772_000_000 + n, held: size, crashes: 0 };
}

/** A body that tells which it is, in a buffer of its own or at an offset of a larger one. */
function body(n: number, size: number, offset: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(size + offset), offset, size);
  return bytes.fill((n % 251) + 1);
}

/** The parcel's objects with their bodies. @returns sizes in order */
function unpack({ arrivals, task }: Parcel): { n: number; size: number }[] {
  expect([...task.sizes]).toEqual(arrivals.map(({ object }) => object.size));
  expect([...task.deliveredAt]).toEqual(arrivals.map((one) => one.deliveredAt));
  if (task.kind === 'files') {
    expect(task.paths).toEqual(arrivals.map(({ object }) => `/${object.key}`));
    expect(task.versions).toEqual(arrivals.map(({ object }) => object.version));
    return arrivals.map(({ object }) => ({ n: Number(object.key), size: object.size }));
  }
  // It is transferred, so it must hold nothing else.
  expect(task.bodies.byteLength).toBe(task.bodies.buffer.byteLength);
  let offset = 0;
  const objects = arrivals.map(({ object }, index) => {
    const [n, size] = [Number(object.key), task.sizes[index]!];
    const part = task.bodies.subarray(offset, offset + size);
    offset += size;
    if (part.length !== size || !part.every((byte) => byte === (n % 251) + 1))
      expect.unreachable(`body ${n} is not its own`);
    return { n, size };
  });
  expect(offset).toBe(task.bodies.byteLength);
  return objects;
}

const sizes = fc.array(
  fc.record({
    size: fc.oneof(
      { weight: 20, arbitrary: fc.nat({ max: 3000 }) },
      { weight: 3, arbitrary: fc.nat({ max: FULL >> 2 }) },
      { weight: 1, arbitrary: fc.constantFrom(FULL - 1, FULL, FULL + 1) },
    ),
    offset: fc.constantFrom(0, 0, 7),
    isFile: fc.boolean(),
  }),
  { maxLength: 60 },
);

test('every object is in one parcel, with its own bytes or as a file; small ones in order, none waits after the flush', () => {
  fc.assert(
    fc.property(sizes, (list) => {
      const packer = new TaskPacker();
      const parcels = list.flatMap(({ size, offset, isFile }, n) =>
        packer.add(arrival(n, size), isFile ? undefined : body(n, size, offset)),
      );
      parcels.push(...packer.flush());
      expect(packer.flush()).toEqual([]);
      const unpacked = parcels.map(unpack);
      parcels.forEach(({ task }, index) => {
        for (const { n } of unpacked[index]!) expect(task.kind).toBe(list[n]!.isFile ? 'files' : 'bodies');
      });
      expect(
        unpacked
          .flat()
          .map(({ n }) => n)
          .sort((a, b) => a - b),
      ).toEqual(list.map((_, n) => n));
      const small = unpacked.flat().filter(({ size }) => size < FULL);
      expect(small.map(({ n }) => n)).toEqual(small.map(({ n }) => n).sort((a, b) => a - b));
      for (const objects of unpacked) {
        expect(objects.length).toBeGreaterThan(0);
        // Full only by its last object; a large one travels alone.
        const before = objects.slice(0, -1).reduce((sum, { size }) => sum + size, 0);
        expect(before).toBeLessThan(FULL);
        if (objects.some(({ size }) => size >= FULL)) expect(objects).toHaveLength(1);
      }
    }),
    { numRuns: 40 },
  );
});

test('five hundred and twelve objects fill a parcel, empty ones too', () => {
  const packer = new TaskPacker();
  const full = Array.from({ length: 1100 }, (_, n) => packer.add(arrival(n, 0), body(n, 0, 0))).flat();
  expect(full.map(({ arrivals }) => arrivals.length)).toEqual([512, 512]);
  expect(packer.flush().map(({ arrivals }) => arrivals.length)).toEqual([76]);
});

test('a body in a buffer of its own that goes alone is not copied', () => {
  const large = body(1, FULL, 0);
  const [parcel] = new TaskPacker().add(arrival(1, FULL), large);
  expect(parcel?.task).toHaveProperty('bodies', large);
  const part = body(2, FULL, 8);
  const [copied] = new TaskPacker().add(arrival(2, FULL), part);
  if (copied?.task.kind !== 'bodies') return expect.unreachable();
  expect(copied.task.bodies.buffer).not.toBe(part.buffer);
});
