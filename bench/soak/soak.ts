/**
 * One scan at full speed for a long time, over an endless stream from an S3 server on loopback: does its memory stay
 * flat? `npm run bench:soak [-- --minutes 60 --threads 1]`; needs a build. The stream repeats the same records under
 * new keys, so that the state does not grow and whatever grows is a leak. Exits with 1 when memory grew.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { corpusOf } from '../compare/corpus.js';
import { ACCOUNT } from '../records/record.js';
import { endlessBucket } from './endless-bucket.js';

const MAIN = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
/** Memory is read so often, seconds. */
const EVERY = 5;
/** The first part of a run fills pools and caches. */
const WARM_UP = 0.2;
/** Growth from the first to the last fifth after the warm-up that is still flat: what the collector leaves varies so much. */
const FLAT = 0.1;

interface Moment {
  /** Since the start, seconds. */
  readonly at: number;
  readonly residentBytes: number;
  readonly objects: number;
}

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, threads: { type: 'string', default: '1' } },
});
const seconds = Number(values.minutes) * 60;
const corpus = corpusOf({ objects: 300, records: [20, 600], share: 0.05, every: 3 });
const bodies = corpus.files.map((name) => readFileSync(join(corpus.leaf, name)));
const prefix = `AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/2026/03/01/`;
const bucket = endlessBucket(
  prefix,
  bodies,
  (n) => `${ACCOUNT}_CloudTrail_us-east-1_20260301T1200Z_${n.toString(36).padStart(16, '0')}.json.gz`,
);
bucket.server.listen(0, '127.0.0.1');
await once(bucket.server, 'listening');
const { port } = bucket.server.address() as AddressInfo;
const folder = mkdtempSync(join(tmpdir(), 'trailspike-soak-'));
const args = ['scan', `s3://soak/${prefix}`, '--endpoint', `http://127.0.0.1:${port}`, '--anonymous'];
const child = spawn(
  process.execPath,
  [MAIN, ...args, '--out', join(folder, 'out'), '--explain', '0', '--threads', values.threads, '--quiet'],
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
const started = performance.now();
const moments: Moment[] = [];
const timer = setInterval(() => {
  const at = (performance.now() - started) / 1000;
  const resident = residentOf(child.pid!);
  if (resident !== undefined) moments.push({ at, residentBytes: resident, objects: bucket.fetched });
  if (at >= seconds) bucket.end();
}, EVERY * 1000);
const [code] = (await once(child, 'exit')) as [number | null];
clearInterval(timer);
bucket.server.close();
rmSync(folder, { recursive: true });

const during = moments.filter(({ at }) => at >= seconds * WARM_UP && at <= seconds);
const fifth = Math.max(1, Math.floor(during.length / 5));
const first = median(during.slice(0, fifth));
const last = median(during.slice(-fifth));
const growth = last / first - 1;
const objects = moments.at(-1)?.objects ?? 0;
console.log(`${Math.round(seconds / 60)} minutes, ${objects} objects, exit code ${code}`);
console.log('| part of the run | resident memory, MB |\n|---|--:|');
for (let part = 0; part < 5; part++) {
  const of = during.slice(part * fifth, (part + 1) * fifth);
  console.log(`| ${part + 1} of 5 after the warm-up | ${(median(of) / 1e6).toFixed(0)} |`);
}
console.log(`grew by ${(growth * 100).toFixed(1)} % (flat: under ${FLAT * 100} %)`);
process.exitCode = code === 0 && growth < FLAT ? 0 : 1;

function median(of: readonly Moment[]): number {
  const sorted = of.map(({ residentBytes }) => residentBytes).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Linux only. @returns undefined when the process has ended */
function residentOf(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
