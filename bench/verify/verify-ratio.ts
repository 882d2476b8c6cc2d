import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type S3Server, startS3Server } from '../compare/s3-server.js';
import { parseInstant } from '../../src/model/time.js';
import { signingKey, writeTrail, type Bucket } from '../../test/support/digest-trail.js';
import { retrievalRecord } from '../../test/support/plain-record.js';

/*
 * The time of `scan --verify` over that of `scan`, of whole processes in turns: from a folder, where nothing is waited for, so
 * that the share of the check is the largest; or with --s3 from a server of S3 on loopback that speaks TLS.
 *
 *   npm run bench:verify -- [ROUNDS] [HOURS] [RECORDS] [--s3]
 */

const { values, positionals } = parseArgs({
  options: { s3: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [rounds = 5, hours = 240, records = 48] = positionals.map(Number);
const PROGRAM = 'dist/src/threads/main.js';
const folder = mkdtempSync(join(tmpdir(), 'verify-'));

/** Headers of metadata, by key. */
function headersOf(objects: Bucket): Record<string, Record<string, string>> {
  return Object.fromEntries(
    [...objects].map(([key, { metadata }]) => [
      key,
      Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ]),
  );
}

/** A record of about 1,250 bytes, of which one in 25 is a retrieval. */
function recordOf(id: string, at: number): string {
  const event = at % 25 === 0 ? {} : { eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com' };
  return JSON.stringify({
    ...retrievalRecord(id),
    ...event,
    requestID: id,
    more: `${id} `.repeat(30).slice(0, 800),
  });
}

let server: S3Server | undefined;

try {
  const key = signingKey();
  const objects: Bucket = new Map();
  for (const region of ['us-east-1', 'eu-west-1']) {
    writeTrail(
      objects,
      {
        bucket: 'example',
        account: '111111111111',
        region,
        keys: Array.from({ length: hours }, () => key),
        start: parseInstant('2026-03-01T00:00:00Z')!,
        logsPerHour: 12,
      },
      (hour, log) =>
        `{"Records":[${Array.from({ length: records }, (_, at) => recordOf(`${region}-${hour}-${log}-${at}`, at)).join(',')}]}`,
    );
  }
  for (const [name, { bytes }] of objects) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const keys = `${folder}.keys.json`;
  writeFileSync(keys, JSON.stringify({ PublicKeyList: [key.listed] }));
  const out = `${folder}.out`;
  const metadata = `${folder}.headers.json`;
  writeFileSync(metadata, JSON.stringify(headersOf(objects)));
  let source = [folder];
  let environment = {};
  if (values.s3) {
    server = await startS3Server(folder, 'tls', metadata);
    source = ['s3://example', '--endpoint', server.endpoint, '--path-style', '--aws-region', 'us-east-1'];
    ({ environment } = server);
  }
  const run = (...more: string[]): number => {
    const started = performance.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [PROGRAM, 'scan', ...source, '--out', out, '--quiet', '--explain', '0', ...more],
      { env: { ...process.env, ...environment } },
    );
    if (status !== 0) throw new Error(`exit code ${status}: ${stderr.toString()}`);
    return (performance.now() - started) / 1000;
  };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const plain = run();
    const verified = run('--verify', '--digest-keys', keys);
    ratios.push(verified / plain);
    process.stdout.write(
      `${plain.toFixed(2)} s, verified ${verified.toFixed(2)} s: ${(verified / plain).toFixed(3)}\n`,
    );
  }
  ratios.sort((a, b) => a - b);
  process.stdout.write(
    `${objects.size} objects; median ratio ${ratios[Math.floor(rounds / 2)]!.toFixed(3)}\n`,
  );
} finally {
  server?.stop();
  for (const name of ['', '.out', '.keys.json', '.headers.json']) {
    rmSync(folder + name, { recursive: true, force: true });
  }
}
