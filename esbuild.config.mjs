/*
 * Bundles what each kind of thread runs: dist/src/threads/main.js is the program, decode.js and shard.js are its
 * threads, worker.js is Piscina's part in these. `npm run build` runs this last.
 *
 * Why: a module is a file to find, read, compile and link, and a small scan spent most of its time on two hundred of
 * them. As CommonJS, because that loads in one go where modules load in many turns, and does not make a facade of
 * every built-in module. The library (dist/src/index.js) stays as the compiler wrote it, and starts the same threads.
 */
import { build } from 'esbuild';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const OUT = 'dist/src/threads';
const REPORT = 'dist/src/output/report';

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.18',
  outdir: OUT,
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "'use strict'; const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  // Large and seldom needed, or native.
  external: ['@aws-sdk/*', '@napi-rs/nice', 'fauxqs', 'hyparquet-writer', 'undici', 'zod'],
  // Without its native code, which is faster for long texts only, and batches have none: no native code of a package runs
  // in the threads.
  alias: { msgpackr: 'msgpackr/pack' },
  metafile: true,
  logLevel: 'warning',
};
// Piscina looks for it by this name, beside itself, and so beside what it is bundled into.
const worker = join(dirname(createRequire(import.meta.url).resolve('piscina')), 'worker.js');

// What report.html has inside: a script and a style sheet, each one file. They are beside the module that reads them.
const page = await build({
  entryPoints: { page: 'src/output/report/page/main.ts' },
  outdir: REPORT,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
});

const built = await Promise.all([
  build({
    ...shared,
    entryPoints: { main: 'src/cli/main.ts', shard: 'workers/shard.ts', worker },
  }),
  build({
    ...shared,
    entryPoints: { decode: 'workers/decode.ts' },
    // Every decode thread reads it before its first object, and most of it is for Parquet, which few runs need: without
    // white space that takes a fourth less time.
    minifyWhitespace: true,
  }),
]);

// Beside the thread that loads it, as beside the module that does when nothing is bundled.
copyFileSync('dist/src/decode/wasm/engine.wasm', join(OUT, 'engine.wasm'));
for (const name of ['page.js', 'page.css']) copyFileSync(join(REPORT, name), join(OUT, name));
writeFileSync(join(OUT, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(
  join(OUT, 'LICENSES.txt'),
  licences([page, ...built].flatMap(({ metafile }) => Object.keys(metafile.inputs))),
);

/** The licences of the packages that files are of, whose terms are that they come along. */
function licences(files) {
  const packages = new Set(files.flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  return [...packages]
    .sort()
    .map((folder) => {
      const name = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license'].find((one) =>
        existsSync(join(folder, one)),
      );
      const text = name === undefined ? named(folder) : readFileSync(join(folder, name), 'utf8');
      return `${folder.replace(/.*node_modules\//, '')}\n\n${text}`;
    })
    .join('\n----\n\n');
}

/** What a package says of its licence where it brings no text of it. */
function named(folder) {
  const { license, author, repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${folder} is bundled and has no licence`);
  const by = typeof author === 'object' ? author.name : author;
  return `${license}, by ${by}; ${repository?.url ?? repository}\n`;
}
