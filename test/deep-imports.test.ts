import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Files inside other packages that the code loads although the packages do not promise them, and the exports it takes
 * of each; none: the module itself, a class or a function. A new version of such a package may move them: this test says so before a user does. Why each is loaded by
 * its file stands at its import.
 */
const DEEP_IMPORTS: Record<string, readonly string[]> = {
  'ajv/dist/2020.js': ['Ajv2020'],
  'hdr-histogram-js/dist/Int32Histogram.js': ['default'],
  'undici/lib/core/errors.js': ['RequestRetryError'],
  'undici/lib/dispatcher/agent.js': [],
  'undici/lib/dispatcher/pool.js': [],
  'undici/lib/interceptor/retry.js': [],
};

/** Packages whose `exports` name their subpaths, which are then as public as the package's name. */
const declaresExports = (name: string): boolean =>
  'exports' in (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as object);

function deepImports(): string[] {
  const files = ['src', 'workers', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const code = [...files, 'esbuild.config.mjs', 'vitest.config.ts'].filter((name) =>
    /\.(?:ts|mjs)$/.test(name),
  );
  const found = code.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    const paths = text.matchAll(
      /(?<![.\w])(?:from|import|load|require)\s*\(?\s*'((?:@[\w.-]+\/)?[\w.-]+)(\/[^']+)'/g,
    );
    return [...paths]
      .filter(([, name]) => !/^(?:node:|\.)/.test(name!))
      .map(([, name, path]) => [name!, path!] as const);
  });
  const inside = found.filter(([name]) => !declaresExports(name));
  return [...new Set(inside.map((parts) => parts.join('')))].sort();
}

test('what is loaded from inside other packages is listed', () => {
  expect(deepImports()).toEqual(Object.keys(DEEP_IMPORTS).sort());
});

test.each(Object.entries(DEEP_IMPORTS))('%s has what is taken of it', (path, names) => {
  const loaded = require(path) as object;
  if (names.length === 0) expect(loaded).toBeTypeOf('function');
  expect(Object.keys(loaded)).toEqual(expect.arrayContaining([...names]));
});

test('hdr-histogram-js/dist/Int32Histogram.js makes the histograms that the package makes', () => {
  type Constructor = new (lowest: number, highest: number, digits: number) => object;
  const file = require('hdr-histogram-js/dist/Int32Histogram.js') as { default: Constructor };
  const whole = require('hdr-histogram-js') as { Int32Histogram: Constructor };
  expect(file.default).toBe(whole.Int32Histogram);
});
