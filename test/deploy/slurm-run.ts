/**
 * Runs the scripts of deploy/slurm on Debian's Slurm, which it starts on this machine, over a trail and with states in Ceph's S3.
 * One task is killed and one is stopped by a requeue; both go on. The merge's results must have the bytes of one run's.
 *
 *   npm run build && npm run test:slurm      as root; needs slurm-wlm, munge and those of test/support/radosgw.sh
 *
 * TRAILSPIKE_RADOSGW is the address of a gateway that runs already. Exits with 0 when all is well.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { s3Writer } from '../../src/simulate/s3-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { createBucket } from '../support/s3-server.js';
import { HoldingProxy } from './holding-proxy.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = `${process.execPath} ${join(root, 'dist/src/threads/main.js')}`;
const ORGANISATION = { days: 20, identities: 60, seed: 21, thefts: 4, noise: 1 };
const SLICES = 5;
/** Of the array, counted from 1. */
const [KILLED, REQUEUED] = [2, 4];
/** Objects that these two read before they are stopped, of about a thousand. */
const READ_BEFORE = 300;
const PORT = 18_200;
const LIMIT_MS = 600_000;

const work = mkdtempSync(join(tmpdir(), 'slurm-run-'));
const started = performance.now();
const log = (text: string): void =>
  void process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);

function support(script: string, ...args: string[]): string {
  return execFileSync('bash', [join(root, 'test/support', script), ...args], { encoding: 'utf8' }).trim();
}

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`not so: ${what}`);
  log(`ok: ${what}`);
}

async function until<Value>(what: string, get: () => Value | undefined): Promise<Value> {
  for (;;) {
    const value = get();
    if (value !== undefined) return value;
    if (performance.now() - started > LIMIT_MS)
      throw new Error(`${what} did not come within ${LIMIT_MS / 1000} s`);
    await sleep(100);
  }
}

async function run(endpoint: string): Promise<void> {
  const stamp = Date.now().toString(36);
  const [trail, states] = [`trail-${stamp}`, `states-${stamp}`];
  const s3 = {
    endpoint,
    region: 'us-east-1',
    credentials: () => Promise.resolve({ accessKeyId: 'RGWK', secretAccessKey: 'RGWS' }),
  };
  for (const s3Bucket of [trail, states]) await createBucket(s3Bucket, s3);
  await simulate(ORGANISATION, s3Writer(`s3://${trail}`, s3));
  log(`a trail in ${endpoint}`);

  const proxy = new HoldingProxy(endpoint, trail, SLICES, [KILLED, REQUEUED], READ_BEFORE);
  try {
    await runTasks(endpoint, await proxy.listen(), proxy, trail, states);
  } finally {
    proxy.close();
  }
}

async function runTasks(
  endpoint: string,
  viaProxy: string,
  proxy: HoldingProxy,
  trail: string,
  states: string,
): Promise<void> {
  const hashKey = join(work, 'hash-key');
  writeFileSync(hashKey, '000102030405060708090a0b0c0d0e0f');
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL_S3: viaProxy,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'RGWK',
    AWS_SECRET_ACCESS_KEY: 'RGWS',
    TRAILSPIKE: PROGRAM,
    TRAILSPIKE_SOURCE: `s3://${trail}`,
    TRAILSPIKE_STATE: `s3://${states}/backfill`,
    TRAILSPIKE_SLICES: String(SLICES),
    TRAILSPIKE_HASH_KEY: hashKey,
    TRAILSPIKE_OUT: join(work, 'merged'),
    TRAILSPIKE_MERGE_OPTIONS: '--format signals,buckets',
  };
  const tool = (name: string, ...args: string[]): string =>
    execFileSync(name, args, { env, cwd: work, encoding: 'utf8' }).trim();

  const one = join(work, 'one');
  const whole = spawnSync(
    'sh',
    [
      '-c',
      `${PROGRAM} scan s3://${trail} --hash-key ${hashKey} --out ${one} --format signals,buckets --quiet --threads 1`,
    ],
    { env: { ...env, AWS_ENDPOINT_URL_S3: endpoint }, encoding: 'utf8' },
  );
  check(whole.status === 0, `one run reads all${whole.stderr}`);

  const submitted = tool(join(root, 'deploy/slurm/submit.sh'), '--threads', '1');
  const [, scan, merge] = /^scan (\d+)\nmerge (\d+)$/.exec(submitted) ?? [];
  if (scan === undefined || merge === undefined) throw new Error(submitted);
  log(`submitted: array ${scan} with ${SLICES} tasks, then ${merge}`);

  const taskLog = (task: number): string => {
    try {
      return readFileSync(join(work, `trailspike-scan-${scan}_${task}.log`), 'utf8');
    } catch {
      return '';
    }
  };
  const lines = (task: number): Record<string, unknown>[] =>
    taskLog(task)
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const pidOf = (task: number): number | undefined => {
    const found = spawnSync('pgrep', ['--full', '--', `--partition auto.*${states}`], { encoding: 'utf8' });
    return found.stdout
      .split('\n')
      .filter(Boolean)
      .map(Number)
      .find((pid) => {
        try {
          const [command, variables] = ['cmdline', 'environ'].map((name) =>
            readFileSync(`/proc/${pid}/${name}`, 'latin1').split('\0'),
          );
          return command![0] === process.execPath && variables!.includes(`SLURM_ARRAY_TASK_ID=${task}`);
        } catch {
          return false;
        }
      });
  };

  const inItsMidst = (task: number): Promise<true> =>
    until(`task ${task} in the midst of its slice`, () => proxy.holds(task) || undefined);
  await inItsMidst(KILLED);
  const pid = await until(`the process of task ${KILLED}`, () => pidOf(KILLED));
  process.kill(pid, 'SIGKILL');
  proxy.release(KILLED);
  log(`killed task ${KILLED}: process ${pid}`);

  await inItsMidst(REQUEUED);
  // What was served is being read; it counts once it was applied.
  await sleep(3000);
  const requeued = performance.now();
  tool('scontrol', 'requeue', `${scan}_${REQUEUED}`);
  await until('its end', () => lines(REQUEUED).find(({ event }) => event === 'runEnded'));
  const seconds = (performance.now() - requeued) / 1000;
  proxy.release(REQUEUED);
  check(
    seconds < 30,
    `task ${REQUEUED}, stopped by a requeue, saved its state and ended in ${seconds.toFixed(1)} s`,
  );

  const stateOf = (job: string): string => {
    const shown = spawnSync('scontrol', ['--oneliner', 'show', 'job', job], { env, encoding: 'utf8' }).stdout;
    return [...shown.matchAll(/JobState=(\S+)/g)].map(([, state]) => state!).join(' ');
  };
  let last = '';
  const ended = await until('the end of the merge', () => {
    const now = `scan ${stateOf(scan)}; merge ${stateOf(merge)}`;
    if (now !== last) log((last = now));
    return /^(?:COMPLETED|FAILED|CANCELLED|TIMEOUT|NODE_FAIL|OUT_OF_MEMORY)/.exec(stateOf(merge))?.[0];
  });
  for (const name of readdirSync(work)
    .filter((file) => file.endsWith('.log'))
    .sort()) {
    log(`${name}:\n${readFileSync(join(work, name), 'utf8')}`);
  }
  check(ended === 'COMPLETED', `the merge ended with ${ended}`);
  for (const task of [KILLED, REQUEUED]) {
    const runs = lines(task).filter(({ event }) => event === 'runStarted').length;
    check(runs >= 2, `task ${task} ran ${runs} times`);
    const coverage = lines(task).findLast(({ event }) => event === 'coverage');
    const already = Number(coverage?.['alreadyProcessed']);
    log(`its last run found ${already} of ${String(coverage?.['listed'])} objects read already`);
    check(task === KILLED || already > 0, `task ${task} went on`);
  }
  const ends = lines(REQUEUED).filter(({ event }) => event === 'runEnded');
  check(
    ends[0]!['exitCode'] === 130,
    `task ${REQUEUED} ended with ${String(ends[0]!['exitCode'])} when it was stopped`,
  );
  for (const name of ['signals.ndjson', 'buckets.ndjson']) {
    const [ours, theirs] = [env.TRAILSPIKE_OUT, one].map((folder) => readFileSync(join(folder, name)));
    check(ours!.length > 0 && ours!.equals(theirs!), `${name}: ${ours!.length} bytes, those of one run`);
  }
}

const ceph = process.env['TRAILSPIKE_RADOSGW'];
const [slurm, gateway] = [join(work, 'slurm'), join(work, 'radosgw')];
try {
  const endpoint = ceph ?? support('radosgw.sh', 'start', gateway, '17880');
  process.env['SLURM_CONF'] = support('slurm.sh', 'start', slurm, String(PORT));
  log(execFileSync('sinfo', { encoding: 'utf8' }).trim());
  await run(endpoint);
  log('all well');
} catch (error) {
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  support('slurm.sh', 'stop', slurm);
  if (ceph === undefined) support('radosgw.sh', 'stop', gateway);
  rmSync(work, { recursive: true, force: true });
}
