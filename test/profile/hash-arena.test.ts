import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashArena, MAX_BLOCK, sizeClassOf, wordOf } from '../../src/profile/hash-arena.js';
import { runs } from '../support/thorough.js';

const CLASSES = Math.log2(MAX_BLOCK) + 1;

interface Block {
  readonly address: number;
  readonly sizeClass: number;
  readonly mark: number;
}

/** Allocates and frees blocks at random, each filled with its own mark: an overlap would overwrite marks. */
function exercise(steps: readonly { readonly sizeClass: number; readonly giveBack: number }[]): HashArena {
  const arena = new HashArena();
  const live: Block[] = [];
  const words = ({ address, sizeClass }: Block): Uint32Array =>
    arena.page(address).subarray(wordOf(address), wordOf(address) + (2 << sizeClass));
  const expectIntact = (block: Block): void => {
    const found = words(block);
    expect(found).toHaveLength(2 << block.sizeClass); // it does not cross its page
    if (!found.every((word) => word === block.mark))
      expect.unreachable(`block at ${block.address} was written over`);
  };
  for (const [index, { sizeClass, giveBack }] of steps.entries()) {
    const block = { address: arena.allocate(sizeClass), sizeClass, mark: 0x8000_0000 + index };
    words(block).fill(block.mark);
    live.push(block);
    if (giveBack < live.length) {
      const [old] = live.splice(giveBack, 1);
      expectIntact(old!);
      arena.release(old!.address, old!.sizeClass);
    }
  }
  live.forEach(expectIntact);
  return arena;
}

test('blocks never overlap, in any order of allocating and freeing', () => {
  const step = fc.record({
    sizeClass: fc.nat({ max: CLASSES - 1 }),
    giveBack: fc.nat({ max: 12 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 500 }), (steps) => void exercise(steps)),
    { numRuns: runs(60) },
  );
});

test('blocks on many pages do not overlap either, also at the ends of pages', () => {
  // Sizes that leave an odd rest at the end of a page; the rest is used too.
  const steps = Array.from({ length: 3000 }, (_, n) => ({
    sizeClass: n % 3 === 0 ? 0 : CLASSES - 1,
    giveBack: Infinity,
  }));
  const taken = steps.reduce((sum, { sizeClass }) => sum + (8 << sizeClass), 0);
  const arena = exercise(steps);
  expect(arena.bytes).toBeGreaterThan(4 * 65_536 * 8);
  expect(arena.bytes - taken).toBeLessThan(65_536 * 8);
});

test('freed blocks are used first: the same load again needs no more memory', () => {
  for (let sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
    const arena = new HashArena();
    const take = (): number[] => Array.from({ length: 700 }, () => arena.allocate(sizeClass));
    const first = take();
    expect(new Set(first).size).toBe(first.length);
    const before = arena.bytes;
    for (let round = 0; round < 3; round++) {
      for (const address of first) arena.release(address, sizeClass);
      expect(new Set(take())).toEqual(new Set(first));
    }
    expect(arena.bytes).toBe(before);
  }
});

test('bytes and words of a block are the same memory', () => {
  const arena = new HashArena();
  arena.allocate(3);
  const address = arena.allocate(2);
  arena.page(address)[wordOf(address)] = 0x04030201;
  const start = wordOf(address) * 4;
  expect([...arena.pageBytes(address).subarray(start, start + 4)]).toEqual([1, 2, 3, 4]);
});

test('a size class is the smallest that holds its size', () => {
  for (let count = 1; count <= MAX_BLOCK; count++) {
    const sizeClass = sizeClassOf(count);
    expect(1 << sizeClass).toBeGreaterThanOrEqual(count);
    expect((1 << sizeClass) >> 1).toBeLessThan(count);
  }
  expect(sizeClassOf(0)).toBe(0);
});
