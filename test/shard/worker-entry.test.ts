import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { workerEntry } from '../../src/shard/worker-entry.js';

describe.each(['decode', 'shard'] as const)('the entry of a %s thread', (name) => {
  test('is TypeScript through tsx when this runs from source', () => {
    const { filename, execArgv } = workerEntry(name);
    expect(filename.endsWith(`/workers/${name}.ts`)).toBe(true);
    expect(existsSync(fileURLToPath(filename))).toBe(true);
    expect(execArgv.slice(-2)).toEqual(['--import', 'tsx']);
  });

  test('is what was built when this was built, wherever that lies', () => {
    const built = new URL('../../dist/src/shard/worker-entry.js', import.meta.url).href;
    const { filename, execArgv } = workerEntry(name, built);
    expect(filename.endsWith(`/dist/workers/${name}.js`)).toBe(true);
    expect(existsSync(fileURLToPath(filename))).toBe(true);
    expect(execArgv).not.toContain('tsx');
    expect(
      workerEntry(name, 'file:///a%20b/node_modules/trailspike/dist/src/shard/worker-entry.js').filename,
    ).toBe(`file:///a%20b/node_modules/trailspike/dist/workers/${name}.js`);
  });
});
