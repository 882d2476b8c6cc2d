import { expect, test } from 'vitest';
import { heapLimit } from '../../src/main-thread/threads/heap-limit.js';

const GB = 2 ** 30;

test.each([
  [1, 2048, 24 * GB, 2048],
  [2, 2048, 4 * GB, 1024],
  [8, 2048, 4 * GB, 256],
  [64, 2048, 4 * GB, 256],
  [1, 4096, 64 * GB, 4096],
])('of %i threads, at most %i MB each, on a machine of %i bytes', (threads, most, memory, expected) => {
  expect(heapLimit(threads, most, memory)).toBe(expected);
});
