import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseInstant } from '../../src/model/time.js';
import { signingKey, writeTrail, type Bucket } from '../../test/support/digest-trail.js';
import { retrievalRecord } from '../../test/support/plain-record.js';

/*
 * The time of `scan --verify` over that of `scan`, of whole processes in turns, from a folder: nothing is waited for, so
 * the share of the check is the largest.
 *
 *   npm run bench:verify -- [ROUNDS] [HOURS] [RECORDS]
 */

const [rounds = 5, hours = 240, records = 48] = process.argv.slice(2).map(Number);
const PROGRAM = 'dist/src/threads/main.js';
const folder = mkdtempSync(join(tmpdir(), 'verify-'));

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
  const keys = join(folder, '..', `${folder.split('/').at(-1)!}.keys.json`);
  writeFileSync(keys, JSON.stringify({ PublicKeyList: [key.listed] }));
  const out = `${folder}.out`;
  const run = (...more: string[]): number => {
    const started = performance.now();
    const { status } = spawnSync(process.execPath, [
      PROGRAM,
      'scan',
      folder,
      '--out',
      out,
      '--quiet',
      '--explain',
      '0',
      ...more,
    ]);
    if (status !== 0) throw new Error(`exit code ${status}`);
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
  rmSync(out, { recursive: true, force: true });
  rmSync(keys, { force: true });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
