import { randomUUID } from 'node:crypto';
import { contentOf, describeSource } from './source-cases.js';
import { MEMORY_KINDS, memoryBuckets } from './memory-kind.js';

for (const kind of MEMORY_KINDS) {
  describeSource(`a third kind of source, ${kind.name}`, () => {
    const bucket = randomUUID();
    const objects = new Map<string, Uint8Array | null>();
    memoryBuckets.set(bucket, objects);
    return Promise.resolve({
      put: (keys, content) => {
        for (const key of keys) objects.set(key, new Uint8Array(content ?? contentOf(key)));
        return Promise.resolve();
      },
      remove: (key) => {
        objects.delete(key);
        return Promise.resolve();
      },
      open: (root) =>
        kind.openNow(root === '' ? `${kind.name}://${bucket}` : `${kind.name}://${bucket}/${root}`),
      close: () => Promise.resolve(),
    });
  });
}
