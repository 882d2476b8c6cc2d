import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bucketOf, parseCounts, type S3Response } from './answer.js';
import { CACHE, type Corpus } from './corpus.js';
import { simpleProgram, type Program } from './program.js';
import { runNode, runProcess, type Sample } from './run-process.js';
import { versionOf } from './version-of.js';

/** A script in this folder, called with the folder of the objects. */
function script(file: string, leaf: string): { sample: Sample; stdout: string } {
  return runNode([fileURLToPath(new URL(file, import.meta.url)), leaf]);
}

/** Runs in a shell, because two programs share the work; `"$@"` are the objects. */
function shell(text: string, { leaf, files }: Corpus): { sample: Sample; stdout: string } {
  return runProcess('sh', ['-c', text, 'sh', ...files], { cwd: leaf });
}

export const igzip: Program = simpleProgram(
  {
    id: 'igzip',
    name: '`igzip -dc >/dev/null` (inflates only)',
    version: () => versionOf('igzip'),
    install: 'apt-get install isal',
  },
  ({ leaf, files }) => runProcess('igzip', ['-dc', ...files], { cwd: leaf, discard: true }),
  (corpus) => ({ inflated: Number(shell('igzip -dc "$@" | wc -c', corpus).stdout) }),
);

/** What two cores of the machine can do at most: two threads of one process cannot be faster. */
export const igzipTwice: Program = simpleProgram(
  { ...igzip, id: 'igzip-2', name: '`igzip`, two at once, half of the objects each' },
  ({ leaf, files }) => {
    const half = Math.ceil(files.length / 2);
    const script = `printf '%s\\n' "$@" | xargs -P 2 -n ${half} igzip -dc`;
    return runProcess('sh', ['-c', script, 'sh', ...files], { cwd: leaf, discard: true });
  },
  (corpus) => ({ inflated: Number(shell('igzip -dc "$@" | wc -c', corpus).stdout) }),
);

const JQ =
  '.Records[] | select(.eventName == "GetSecretValue" and .errorCode == null) | "\\(.userIdentity.arn) \\(.eventTime)"';

export const jq: Program = simpleProgram(
  {
    id: 'jq',
    name: '`gzip -dc \\| jq`',
    version: () => versionOf('jq'),
    install: 'apt-get install jq',
  },
  (corpus) => {
    const { sample, stdout } = shell(`gzip -dc "$@" | jq -r '${JQ}'`, corpus);
    const counts = new Map<string, number>();
    for (const line of stdout.split('\n')) {
      const at = line.lastIndexOf(' ');
      if (at < 0) continue;
      const cell = `${line.slice(0, at)} ${bucketOf(line.slice(at + 1))}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    return { sample, answer: { counts } };
  },
);

export const ripgrep: Program = simpleProgram(
  {
    id: 'rg',
    name: '`rg -z -j1` (finds lines only)',
    version: () => versionOf('rg'),
    install: 'apt-get install ripgrep',
  },
  ({ leaf }) => {
    const args = ['-z', '-j1', '--count-matches', '--no-filename', '"eventName":"GetSecretValue"', '.'];
    const { sample, stdout } = runProcess('rg', args, { cwd: leaf });
    const retrievals = stdout.split('\n').reduce((sum, count) => sum + Number(count), 0);
    return { sample, answer: { retrievals } };
  },
);

const node = { version: () => process.version.slice(1), install: '' };

export const plainNode: Program = simpleProgram(
  { id: 'plain', name: 'plain Node: `gunzipSync`, `JSON.parse`', ...node },
  ({ leaf }) => {
    const { sample, stdout } = script('plain-node.mjs', leaf);
    return { sample, answer: { counts: parseCounts(stdout) } };
  },
);

export const bareLoop: Program = simpleProgram(
  { id: 'bare', name: 'plain Node: `readFileSync`, `gunzipSync` alone', ...node },
  ({ leaf }) => {
    const { sample, stdout } = script('bare-loop.mjs', leaf);
    return { sample, answer: { inflated: Number(stdout) } };
  },
);

const DUCKDB = '1.5.6-r.1';
/** Apart from the one that the tests of Parquet use, so that figures of different days are of the same version. */
const duckdbFolder = join(CACHE, 'duckdb');
const duckdbPackage = join(duckdbFolder, 'node_modules/@duckdb/node-api/package.json');

/**
 * @param isTold whether it is given the few fields that the question needs, which saves most of its work; otherwise it
 * finds out which fields there are, as in a first use
 */
export function duckdb(threads: number, isTold = true): Program {
  return simpleProgram(
    {
      id: `duckdb-${threads}${isTold ? '' : '-untold'}`,
      name: `DuckDB \`read_json\`, ${isTold ? 'told the fields' : 'finding the fields out'}, ${threads === 1 ? '1 thread' : `${threads} threads`}`,
      version: () =>
        existsSync(duckdbPackage)
          ? (JSON.parse(readFileSync(duckdbPackage, 'utf8')) as { version: string }).version
          : undefined,
      install: `npm install --no-save --prefix ${duckdbFolder} @duckdb/node-api@${DUCKDB}`,
    },
    ({ leaf }) => {
      const file = fileURLToPath(new URL('duckdb.mjs', import.meta.url));
      const { sample, stdout } = runNode([
        file,
        duckdbFolder,
        String(threads),
        leaf,
        ...(isTold ? ['told'] : []),
      ]);
      const answer: S3Response = { counts: parseCounts(stdout) };
      return { sample, answer };
    },
  );
}
