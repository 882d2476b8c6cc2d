import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fetch } from '../../src/main-thread/options.js';
import type { S3Response } from './answer.js';
import type { Corpus } from './corpus.js';
import { simpleProgram, type Program } from './program.js';
import { runNode, type Sample } from './run-process.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/src/threads/main.js');

const built = {
  version: () =>
    existsSync(main)
      ? (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version
      : undefined,
  install: 'npm run build',
};

/** The whole program over a folder. */
export function trailspike(threads: number): Program {
  return simpleProgram(
    { id: `trailspike-${threads}`, name: `**trailspike, ${threadsText(threads)}**`, ...built },
    ({ folder }) => scan([folder], threads),
  );
}

/** The whole program over S3: a server on loopback that runs in a process of its own, whose CPU is not counted. */
export function trailspikeFromS3(threads: number, fetch: Fetch = 'main'): Program {
  return {
    id: `trailspike-${threads}-s3${fetch === 'main' ? '' : '-threads'}`,
    name: `**trailspike, ${threadsText(threads)}**, from S3 on loopback${fetch === 'main' ? '' : ', fetched by itself'}`,
    ...built,
    start: async (corpus) => {
      const script = fileURLToPath(new URL('folder-server.mjs', import.meta.url));
      const server = spawn(process.execPath, [script, corpus.folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(server, 'exit').then(() => {
        throw new Error('the S3 server ended before it began to listen');
      });
      const [port] = (await Promise.race([once(server.stdout, 'data'), ended])) as [Buffer];
      const s3 = ['--endpoint', `http://127.0.0.1:${Number(port.toString())}`, '--path-style'];
      return {
        run: () => scan(['s3://trail', ...s3, '--aws-region', 'us-east-1', '--fetch', fetch], threads),
        stop: () => void server.kill(),
      };
    },
  };
}

function scan(args: readonly string[], threads: number): { sample: Sample; answer: S3Response } {
  const out = mkdtempSync(join(tmpdir(), 'trailspike-compare-'));
  try {
    const rest = ['--out', out, '--quiet', '--buckets', '--shards', '1', '--threads', String(threads)];
    const { sample } = runNode([main, 'scan', ...args, ...rest], {
      env: { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_EC2_METADATA_DISABLED: 'true' },
    });
    return { sample, answer: { counts: readBuckets(join(out, 'buckets.ndjson')) } };
  } finally {
    rmSync(out, { recursive: true });
  }
}

function readBuckets(file: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { identity, bucket, retrievals } = JSON.parse(line) as Record<string, string | number>;
    counts.set(`${identity!} ${bucket!}`, Number(retrievals));
  }
  return counts;
}

/** The work of a decode thread alone. */
export const decodeLoop: Program = simpleProgram(
  { id: 'decode-loop', name: 'decoding alone, in a loop', ...built },
  ({ leaf }: Corpus) => {
    const { sample, stdout } = runNode([fileURLToPath(new URL('decode-loop.mjs', import.meta.url)), leaf]);
    return { sample, answer: { retrievals: Number(stdout) } };
  },
);

function threadsText(threads: number): string {
  return threads === 1 ? '1 decode thread' : `${threads} decode threads`;
}
