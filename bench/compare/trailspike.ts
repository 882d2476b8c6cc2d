import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fetch } from '../../src/main-thread/options.js';
import type { S3Response } from './answer.js';
import type { Corpus } from './corpus.js';
import { simpleProgram, type Program } from './program.js';
import { runNode, type Environment, type Sample } from './run-process.js';
import { startS3Server, type S3Server, type Transport } from './s3-server.js';

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

/**
 * The whole program over S3: a server on loopback that runs in a process of its own, whose CPU is not counted. Over TLS the
 * program verifies the server's certificate, and what it decrypts is its own CPU.
 */
export function trailspikeFromS3(
  threads: number,
  fetch: Fetch = 'main',
  transport: Transport = 'plain',
): Program {
  const id = ['trailspike', threads, 's3', ...(fetch === 'main' ? [] : [fetch])];
  return {
    id: [...id, ...(transport === 'plain' ? [] : [transport])].join('-'),
    name:
      `**trailspike, ${threadsText(threads)}**, from S3 on loopback${transport === 'plain' ? '' : ' over TLS'}` +
      (fetch === 'main' ? '' : ', fetched by itself'),
    ...built,
    start: async ({ folder }) => {
      const server = await startS3Server(folder, transport);
      return { run: () => scanS3(server, threads, fetch), stop: () => server.stop() };
    },
  };
}

/** A scan that ended, with its answer. */
interface Scanned {
  readonly sample: Sample;
  readonly answer: S3Response;
}

/** @throws Error when the scan does not exit with 0, as with a server whose certificate `environment` does not vouch for */
export function scanS3(
  { endpoint, environment }: Pick<S3Server, 'endpoint' | 'environment'>,
  threads: number,
  fetch: Fetch,
): Scanned {
  const s3 = ['--endpoint', endpoint, '--path-style', '--aws-region', 'us-east-1', '--fetch', fetch];
  return scan(['s3://trail', ...s3], threads, environment);
}

function scan(args: readonly string[], threads: number, environment: Environment = {}): Scanned {
  const out = mkdtempSync(join(tmpdir(), 'trailspike-compare-'));
  try {
    const rest = ['--out', out, '--quiet', '--buckets', '--shards', '1', '--threads', String(threads)];
    const { sample } = runNode([main, 'scan', ...args, ...rest], { env: environment });
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
