import { expect, test } from 'vitest';
import { readyToRelease, release } from '../../src/base/release.js';

test('memory is freed at once, without a turn of the event loop', async () => {
  await readyToRelease;
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 100; n++) {
    const bytes = new Uint8Array(4 << 20).fill(n);
    release(bytes);
    expect(bytes.length).toBe(0);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
});
