import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Corpus } from './corpus.js';
import type { Program, RunningProgram } from './program.js';
import { runProcess, type Sample } from './run-process.js';
import { startS3Server, type S3Server } from './s3-server.js';
import { versionOf } from './version-of.js';

/** Requests at once, as many as one thread of Trailspike has under way at most. */
const TRANSFERS = 64;

/**
 * What a copy need not do: know the destination, which is empty; ask for each object's head before its content; compute a
 * checksum; set times. One listing of all objects instead of one for each folder. No file of settings is read.
 */
const SETTINGS = [
  ...['--config', '', '--transfers', String(TRANSFERS), '--fast-list'],
  ...['--no-check-dest', '--ignore-checksum', '--use-server-modtime', '--local-no-set-modtime'],
  ...['--s3-provider', 'Other', '--s3-env-auth', '--s3-region', 'us-east-1', '--s3-no-check-bucket'],
  ...['--s3-no-head-object', '--s3-list-version', '2', '--s3-list-url-encode', 'true'],
];

/** The time that downloading alone takes: all objects, from the same server, into an empty folder. */
export const rclone: Program = {
  id: 'rclone',
  name: '`rclone copy` from S3 on loopback into a folder (downloads only)',
  version: () => versionOf('rclone'),
  install: 'apt-get install rclone',
  start: async (corpus) => {
    const server = await startS3Server(corpus.folder);
    const folder = mkdtempSync(join(tmpdir(), 'trailspike-rclone-'));
    return runningCopy(corpus, server, folder);
  },
};

function runningCopy(corpus: Corpus, server: S3Server, folder: string): RunningProgram {
  const copy = (): Sample => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    const args = ['copy', ':s3:trail', folder, '--s3-endpoint', server.endpoint, ...SETTINGS];
    const { sample } = runProcess('rclone', args, { env: server.environment });
    checkSizes(corpus, folder);
    return sample;
  };
  return {
    run: () => ({ sample: copy() }),
    verify: () => {
      copy();
      const contents = filesOf(folder).map((file) => gunzipSync(readFileSync(file)).length);
      return { inflated: contents.reduce((sum, bytes) => sum + bytes, 0) };
    },
    stop: () => {
      server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws Error unless a folder has as many files as a corpus, and as many bytes */
function checkSizes({ files, stored }: Corpus, folder: string): void {
  const copies = filesOf(folder);
  const bytes = copies.reduce((sum, file) => sum + statSync(file).size, 0);
  if (copies.length === files.length && bytes === stored) return;
  throw new Error(
    `rclone copied ${copies.length} files of ${bytes} bytes instead of ${files.length} of ${stored}`,
  );
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
