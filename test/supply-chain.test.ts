import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly license?: string;
        readonly dev?: boolean;
        readonly integrity?: string;
        readonly version?: string;
      }
    >
  >;
}

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as Locked;
/** What is installed with the package: by its path, without what only development needs. */
const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);

/** Licences that ask for no more than their text. Another one is a decision: look at its terms first. */
const ALLOWED = new Set([
  'Apache-2.0',
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Zlib',
]);

test('everything that is installed with the package has a licence that is allowed, and a hash', () => {
  expect(installed.length).toBeGreaterThan(10);
  for (const [path, { license = '', integrity = '' }] of installed) {
    const choices = license.replace(/[()]/g, '').split(/ OR /);
    expect(
      choices.some((one) => one.split(/ AND /).every((each) => ALLOWED.has(each))),
      `${path}: ${license}`,
    ).toBe(true);
    expect(integrity, path).toMatch(/^sha512-/);
  }
});

test('dependencies have exact versions', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  for (const [name, version] of Object.entries(dependencies))
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});

test('each package whose code is in the bundles is in LICENSES.txt, with a text', () => {
  const listed = new Map(
    read('dist/src/threads/LICENSES.txt')
      .split('\n----\n\n')
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n')).trim()] as const),
  );
  // The comments of the bundler say where the code of a file is from; decode.js has none of them.
  const bundled = ['main.js', 'shard.js', 'worker.js'].flatMap((name) =>
    [...read(`dist/src/threads/${name}`).matchAll(/^\/\/ .*node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(
      ([, name]) => name!,
    ),
  );
  expect(new Set(bundled).size).toBeGreaterThan(5);
  for (const name of bundled) expect(listed.get(name)?.length ?? 0, name).toBeGreaterThan(10);
});

test('docs/releasing.md lists each of them under its licence', () => {
  const rows = read('docs/releasing.md').split('\n');
  for (const [path, { license = '' }] of installed) {
    const name = path.replace(/.*node_modules\//, '');
    expect(
      rows.some((row) => row.startsWith(`| ${license} |`) && row.includes(`\`${name}\``)),
      `${name}: ${license}`,
    ).toBe(true);
  }
});
