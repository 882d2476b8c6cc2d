import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { workerEntry } from '../../src/main-thread/worker-entry.js';

describe.each(['decode', 'shard'] as const)('the entry of a %s thread', (name) => {
  test('is TypeScript through tsx when the program runs from source', () => {
    const { filename, execArgv } = workerEntry(name);
    expect(filename.endsWith(`/workers/${name}.ts`)).toBe(true);
    expect(existsSync(fileURLToPath(filename))).toBe(true);
    expect(execArgv?.slice(-2)).toEqual(['--import', 'tsx']);
  });

  test.each(['main-thread/worker-entry', 'threads/main'])(
    'is the bundle when it is built, of %s',
    (module) => {
      const built = new URL(`../../dist/src/${module}.js`, import.meta.url).href;
      const { filename, execArgv } = workerEntry(name, built);
      expect(filename.endsWith(`/dist/src/threads/${name}.js`)).toBe(true);
      expect(existsSync(fileURLToPath(filename))).toBe(true);
      expect(execArgv).toBeUndefined();
      expect(workerEntry(name, `file:///a%20b/node_modules/trailspike/dist/src/${module}.js`).filename).toBe(
        `file:///a%20b/node_modules/trailspike/dist/src/threads/${name}.js`,
      );
    },
  );

  test('has no native code of a package', () => {
    const bundle = new URL(`../../dist/src/threads/${name}.js`, import.meta.url);
    expect(readFileSync(bundle, 'utf8')).not.toMatch(/msgpackr-extract|[a-z]\.node"/);
  });
});
