import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { VERSION } from '../../src/model/version.js';
import { OUTPUT_FORMATS } from '../../src/output/formats/registry.js';
import { plantTheft, THIEF } from '../support/planted-theft.js';
import { temporaryFolder } from '../support/temporary.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/src/threads/main.js');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program. @param onStderr called with all of stderr so far; it may kill the program */
function trailspike(args: readonly string[], onStderr?: (text: string, pid: number) => void): Promise<Ended> {
  return node([main, ...args], onStderr);
}

function node(args: readonly string[], onStderr?: (text: string, pid: number) => void): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: '',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString();
    onStderr?.(stderr, child.pid!);
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

const organisation = temporaryFolder();
beforeAll(() => plantTheft(organisation));

test('--version and --help', async () => {
  expect(VERSION).toBe(
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  );
  expect(await trailspike(['--version'])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  const help = await trailspike(['scan', '--help']);
  expect(help.code).toBe(0);
  for (const option of [
    '--from',
    '--to',
    '--warmup',
    '--account',
    '--region',
    '--rule',
    '--suppressions',
    '--identity',
    '--out',
    '--state',
    '--partition',
    '--hash-key',
    '--format',
    '--buckets',
    '--threads',
    '--shards',
    '--endpoint',
    '--profile',
    '--aws-region',
    '--path-style',
    '--request-payer',
    '--anonymous',
    '--timings',
    '--fail-on-signal',
    '--quiet',
  ]) {
    expect(help.stdout).toContain(option);
  }
  for (const command of [help, await trailspike(['merge', '--help'])]) {
    for (const { name, files, description } of OUTPUT_FORMATS) {
      expect(command.stdout).toMatch(
        new RegExp(`^  ${name} +${files.join(', ').replace('*', '.')} +${description}$`, 'm'),
      );
    }
  }
});

test('--format chooses the files, and --buckets adds one', async () => {
  const out = temporaryFolder();
  const scan = ['scan', organisation, '--out', out, '--quiet'];
  const filesOf = async (...flags: string[]): Promise<string[]> => {
    expect(await trailspike([...scan, ...flags])).toEqual({ code: 0, stdout: '', stderr: '' });
    return readdirSync(out).sort();
  };
  expect(await filesOf('--buckets')).toEqual(expect.arrayContaining(['buckets.ndjson', 'report.html']));
  expect(await filesOf('--format', 'summary')).toEqual(['summary.json']);
  expect(await filesOf('--format', 'summary,report', '--format', 'signals', '--buckets')).toEqual([
    'buckets.ndjson',
    'report.html',
    'signals.ndjson',
    'summary.json',
  ]);
});

/** The option with a file for it. */
function hashKey(text = '00112233445566778899aabbccddeeff\n'): string[] {
  const path = join(temporaryFolder(), 'hash-key');
  writeFileSync(path, text);
  return ['--hash-key', path];
}

test('a partition writes no file unless a format is asked for that needs no signals', async () => {
  const [state, out] = [temporaryFolder(), join(temporaryFolder(), 'out')];
  const scan = ['scan', organisation, '--state', state, ...hashKey(), '--partition', '1/1', '--out', out];
  const plain = await trailspike([...scan, '--buckets']);
  expect(plain).toMatchObject({ code: 0, stdout: '' });
  expect(plain.stderr).not.toContain('signal');
  expect(existsSync(out)).toBe(false);
  expect(await trailspike([...scan, '--format', 'summary,signals'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/the output format signals shows signals.*\[E_USAGE\]\n$/) as string,
  });
  expect(existsSync(out)).toBe(false);
  expect(await trailspike([...scan, '--format', 'summary', '--buckets'])).toMatchObject({ code: 0 });
  expect(readdirSync(out).sort()).toEqual(['buckets.ndjson', 'summary.json']);
});

test('the report is made again from the files, the same; for others, without any name; and an investigation as a page', async () => {
  const out = temporaryFolder();
  expect((await trailspike(['scan', organisation, '--out', out])).code).toBe(0);
  const report = join(out, 'report.html');
  const written = readFileSync(report, 'utf8');
  writeFileSync(report, 'lost');
  expect(await trailspike(['report', out])).toEqual({
    code: 0,
    stdout: '',
    stderr: `written to ${report}: 1 signal\n`,
  });
  expect(readFileSync(report, 'utf8')).toBe(written);
  expect((await trailspike(['report', out, '--redact'])).code).toBe(0);
  const shared = readFileSync(join(out, 'report-redacted.html'), 'utf8');
  for (const name of [THIEF, 'stolen-24', '999988887777', organisation]) {
    expect(written).toContain(name);
    expect(shared).not.toContain(name);
  }
  const missing = await trailspike(['report', join(out, 'nowhere')]);
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/ENOENT.*--out directory of a run/s) as string,
  });
  const { id } = JSON.parse(readFileSync(join(out, 'signals.ndjson'), 'utf8')) as { id: string };
  const page = join(out, 'page.html');
  const found = await trailspike(['investigate', organisation, '--signal', id, '--out', out, '--page', page]);
  expect(found.code).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain('stolen-24');
});

test('a scan prints its signals, writes its files, and shows its coverage', async () => {
  const out = join(temporaryFolder(), 'new/folder');
  const run = await trailspike(['scan', organisation, '--out', out, '--buckets']);
  expect(run.code).toBe(0);
  expect(run.stdout).toBe(readFileSync(join(out, 'signals.ndjson'), 'utf8')); // in a pipe, lines of JSON
  expect(run.stdout).toContain(THIEF);
  expect(run.stderr).toContain('9 objects listed = 9 decoded + 0 failed + 0 skipped');
  expect(run.stderr).not.toContain('\r'); // no progress line without a terminal
  const names = readdirSync(out).sort();
  expect(names.filter((name) => !name.endsWith('.hgrm'))).toEqual([
    'activity.ndjson',
    'buckets.ndjson',
    'evidence.ndjson',
    'report.html',
    'signals.ndjson',
    'summary.json',
  ]);
  expect(names).toContain('latency-inflate.hgrm');
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Record<string, unknown>;
  expect(summary).toMatchObject({
    version: VERSION,
    complete: true,
    signals: 1,
    arguments: ['scan', organisation, '--out', out, '--buckets'],
  });
  expect(Object.keys(summary)).toEqual(
    expect.arrayContaining(['coverage', 'latency', 'throughput', 'memory', 'errorBounds', 'warnings']),
  );
  const html = readFileSync(join(out, 'report.html'), 'utf8');
  expect(html).toContain(THIEF);
  expect(html).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
  const timed = await trailspike(['scan', organisation, '--out', out, '--quiet', '--timings']);
  expect(timed).toMatchObject({ code: 0, stdout: '' });
  expect(timed.stderr).toMatch(
    / % {2}inflate \(.*decode threads were busy .*inflated and decoded by WebAssembly\n$/s,
  );
  const again = await trailspike(['scan', organisation, '--out', out, '--quiet']);
  expect(again).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(existsSync(join(out, 'buckets.ndjson'))).toBe(false); // of the run before
});

test("Node's own flags work, for the threads too", async () => {
  const args = ['scan', organisation, '--out', temporaryFolder(), '--quiet'];
  const run = await node(['--max-old-space-size=300', '--no-opt', main, ...args]);
  expect(run).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a scan of a folder loads only what is beside the bundles, wherever that is', async () => {
  const [place, out] = [temporaryFolder(), temporaryFolder()];
  cpSync(join(root, 'dist/src/threads'), join(place, 'a b/threads'), { recursive: true });
  const args = ['scan', organisation, '--out', out, '--timings', '--quiet'];
  const run = await node([join(place, 'a b/threads/main.js'), ...args]);
  expect(run).toMatchObject({ code: 0, stdout: '' });
  expect(run.stderr).toContain('decoded by WebAssembly');
  expect(readFileSync(join(out, 'signals.ndjson'), 'utf8')).toContain(THIEF);
});

test('exit codes: 4 with --fail-on-signal, 3 when something is damaged', async () => {
  const out = temporaryFolder();
  expect((await trailspike(['scan', organisation, '--out', out, '--fail-on-signal'])).code).toBe(4);
  const damaged = temporaryFolder();
  cpSync(organisation, damaged, { recursive: true });
  const [object] = readdirSync(damaged, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .sort();
  writeFileSync(join(damaged, object!), readFileSync(join(damaged, object!)).subarray(0, 60));
  const run = await trailspike(['scan', damaged, '--out', out, '--fail-on-signal']);
  expect(run.code).toBe(3);
  expect(run.stderr).toContain(`${object!}: truncatedGzip`);
  expect(run.stdout).toContain(THIEF);
});

test('partition and merge give what one scan gives', async () => {
  const [a, b, out, whole] = [temporaryFolder(), temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const key = hashKey();
  const first = await trailspike(['scan', organisation, '--state', a, ...key, '--partition', '1/2']);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect((await trailspike(['scan', organisation, '--state', b, ...key, '--partition', '2/2'])).code).toBe(0);
  expect((await trailspike(['merge', b, a, b, '--out', out])).code).toBe(0);
  expect((await trailspike(['scan', organisation, '--out', whole])).code).toBe(0);
  expect(readFileSync(join(out, 'signals.ndjson'), 'utf8')).toBe(
    readFileSync(join(whole, 'signals.ndjson'), 'utf8'),
  );
});

test('tasks of an array read their slices by one command line, and a merge names those that are missing', async () => {
  const [states, out] = [join(temporaryFolder(), 'states'), temporaryFolder()];
  const key = hashKey();
  const task = async (id: number): Promise<Ended> => {
    const array = { ID: id, MIN: 5, MAX: 15, COUNT: 3 };
    for (const [name, value] of Object.entries(array)) vi.stubEnv(`SLURM_ARRAY_TASK_${name}`, String(value));
    try {
      const slice = ['--partition', 'auto', '--state', join(states, '{slice}')];
      return await trailspike(['scan', organisation, ...slice, ...key]);
    } finally {
      vi.unstubAllEnvs();
    }
  };
  const first = await task(5);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toContain('slice 1 of 3, as Slurm says');
  expect((await task(15)).code).toBe(0);
  const parts = readdirSync(states).sort();
  expect(parts).toEqual(['slice-0001-of-0003', 'slice-0003-of-0003']);
  const inner = join(states, 'inner');
  const paths = parts.map((part) => join(states, part));
  const joined = await trailspike(['merge', ...paths, '--state', inner]);
  expect(joined).toMatchObject({ code: 0, stdout: '' });
  expect(joined.stderr).toContain('not yet joined: 3 slices of');
  const partial = await trailspike(['merge', inner, '--out', out]);
  expect(partial.code).toBe(3);
  expect(partial.stderr).toContain('slice 2 is missing');
  expect((await task(10)).code).toBe(0);
  expect((await trailspike(['merge', inner, join(states, 'slice-0002-of-0003'), '--out', out])).code).toBe(0);
});

describe('bad usage gives one clear line and exit code 2, and writes nothing', () => {
  const file = (text: string): string => {
    const path = join(temporaryFolder(), 'rule.json');
    writeFileSync(path, text);
    return path;
  };
  test.concurrent.each<[string, () => string[], RegExp]>([
    [
      'an unknown option',
      () => ['scan', '.', '--form', '2026-01-01'],
      /unknown option '--form'.*Did you mean --from/s,
    ],
    ['no source', () => ['scan'], /no source to scan.*--list/],
    ['a bad time', () => ['scan', '.', '--from', 'yesterday'], /--from.*yesterday.*2026-03-01/],
    ['an invalid time', () => ['scan', '.', '--to', '2026-02-30T00:00:00'], /--to/],
    ['a bad duration', () => ['scan', '.', '--warmup', '14'], /--warmup.*14d/],
    [
      'a reversed range',
      () => ['scan', '.', '--from', '2026-02-01', '--to', '2026-01-01'],
      /must lie before/,
    ],
    ['a bad account', () => ['scan', '.', '--account', '123'], /12 digits/],
    ['a bad region', () => ['scan', '.', '--region', 'Frankfurt'], /eu-central-1/],
    ['a bad partition', () => ['scan', '.', '--partition', '3/2'], /2\/8/],
    [
      'a partition without state',
      () => ['scan', organisation, '--partition', '1/2'],
      /needs a state directory/,
    ],
    [
      'a partition without a hash key',
      () => ['scan', organisation, '--state', temporaryFolder(), '--partition', '1/2'],
      /needs a hash key.*--hash-key FILE.*openssl rand/,
    ],
    [
      'a hash key that is not there',
      () => ['scan', '.', '--hash-key', '/nowhere'],
      /hash key cannot be read.*ENOENT/,
    ],
    ['a short hash key', () => ['scan', '.', ...hashKey('0011')], /at least 16 bytes as hexadecimal digits/],
    [
      'an unknown output format',
      () => ['scan', '/nowhere', '--format', 'summary,no-such-format'],
      /no output format "no-such-format" \(the formats are signals, evidence, activity, summary, .*\[E_USAGE\]/,
    ],
    [
      'an unknown output format of a merge',
      () => ['merge', '/nowhere', '--format', ''],
      /no output format ""/,
    ],
    ['too many shards', () => ['scan', '.', '--shards', '65'], /1 to 64/],
    ['an unknown identity mode', () => ['scan', '.', '--identity', 'user'], /arn, issuer/],
    ['a folder that is not there', () => ['scan', '/nowhere/at/all'], /\/nowhere\/at\/all/],
    ['another scheme', () => ['scan', 'gs://bucket'], /gs:\/\//],
    ['no credentials', () => ['scan', 's3://some-bucket', '--endpoint', 'http://127.0.0.1:9'], /credentials/],
    [
      'no server at the endpoint',
      () => ['scan', 's3://some-bucket', '--anonymous', '--endpoint', 'http://127.0.0.1:9'],
      /127\.0\.0\.1:9/,
    ],
    ['a rule that is not there', () => ['scan', '.', '--rule', '/nowhere.json'], /\/nowhere\.json/],
    ['a rule that is no JSON', () => ['scan', '.', '--rule', file('{"name":')], /rule\.json:1:9: not JSON/],
    [
      'a rule of another method',
      () => [
        'rule',
        'validate',
        file(
          '{"name":"x","isEnabled":true,"message":"","queries":[{"query":"a"}],"cases":[],"options":{"detectionMethod":"hardcoded"}}',
        ),
      ],
      /hardcoded/,
    ],
    ['an array of no engine', () => ['scan', '.', '--partition', 'auto'], /--partition auto: no engine says/],
    ['a slice in the name of a state of none', () => ['scan', '.', '--state', '{slice}'], /reads no slice/],
    ['a folder that is no state', () => ['merge', organisation], /state\.json/],
    ['an output that cannot be made', () => ['scan', organisation, '--out', '/dev/null/x'], /\/dev\/null\/x/],
    ['a state that cannot be made', () => ['scan', organisation, '--state', '/dev/null/x'], /\/dev\/null\/x/],
    ['a simulation out of range', () => ['simulate', '--out', '/nowhere', '--days', '0'], /1 to 3660/],
  ])('%s', async (_, args, message) => {
    const out = join(temporaryFolder(), 'out');
    const [command, ...rest] = args();
    const takesOut = (command === 'scan' || command === 'merge') && !rest.includes('--out');
    const run = await trailspike([command!, ...rest, ...(takesOut ? ['--out', out] : [])]);
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(out)).toBe(false);
  });
});

test('Ctrl-C stops a run with state cleanly, and the next run continues', async () => {
  const big = temporaryFolder();
  for (let n = 0; n < 400; n++) {
    mkdirSync(join(big, String(n)));
    cpSync(organisation, join(big, String(n)), { recursive: true });
  }
  const [state, out] = [temporaryFolder(), join(temporaryFolder(), 'out')];
  const child = trailspike(['scan', big, '--state', state, '--out', out]);
  // The lock shows that the run has begun.
  const timer = setInterval(() => {
    const lock = join(state, 'lock.json');
    // It exists before it has content.
    const text = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
    if (text === '') return;
    clearInterval(timer);
    const { pid } = JSON.parse(text) as { pid: number };
    process.kill(pid, 'SIGINT');
  }, 5);
  const run = await child;
  clearInterval(timer);
  expect(run).toMatchObject({ code: 130, stdout: '' });
  expect(run.stderr).toMatch(/^trailspike: stopped \(run the same command again/);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(state)).not.toContain('lock.json');
  expect((await trailspike(['scan', big, '--state', state, '--out', out])).code).toBe(0);
  expect(readFileSync(join(out, 'signals.ndjson'), 'utf8').trim().split('\n')).toHaveLength(1);
});

test('rule print prints a valid rule', async () => {
  const { stdout } = await trailspike(['rule', 'print']);
  const path = join(temporaryFolder(), 'rule.json');
  writeFileSync(path, stdout);
  expect(await trailspike(['rule', 'validate', path])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('valid') as string,
  });
  expect(
    (await trailspike(['scan', organisation, '--rule', path, '--out', temporaryFolder(), '--fail-on-signal']))
      .code,
  ).toBe(4);
});

test('rule validate takes every file that --rule takes', async () => {
  const path = join(temporaryFolder(), 'rules.json');
  const { stdout } = await trailspike(['rule', 'print']);
  const rule = JSON.parse(stdout) as object;
  writeFileSync(path, JSON.stringify([rule, { ...rule, id: 'second', name: 'Second' }]));
  const { code, stdout: printed } = await trailspike(['rule', 'validate', path]);
  expect(code).toBe(0);
  expect(printed.trim().split('\n')).toEqual([
    expect.stringMatching(/rules\.json: valid: Anomalous number/),
    expect.stringMatching(/rules\.json: valid: Second$/),
  ]);
});

test('rule print keeps the content of a file, and rule validate prints each issue on its own line', async () => {
  const path = join(temporaryFolder(), 'rule.json');
  const rule = {
    ...(JSON.parse((await trailspike(['rule', 'print'])).stdout) as object),
    theirs: { kept: [1] },
  };
  writeFileSync(path, JSON.stringify(rule));
  const printed = await trailspike(['rule', 'print', path]);
  expect(JSON.parse(printed.stdout)).toEqual(rule);
  writeFileSync(path, JSON.stringify({ ...rule, name: 1, type: 'x' }, null, 1));
  const refused = await trailspike(['rule', 'validate', path]);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr.trim().split('\n')).toEqual([
    `${path}:3: name: is 1; allowed: a string [E_RULE]`,
    expect.stringMatching(/rule\.json:5: type: is "x"; allowed: log_detection, .* \[E_RULE\]$/) as string,
  ]);
  expect(JSON.parse((await trailspike(['rule', 'schema'])).stdout)).toMatchObject({
    title: 'Trailspike rule',
  });
});

test('a suppressed signal names its suppression and does not fail the run; an unused suppression gives a warning', async () => {
  const path = join(temporaryFolder(), 'suppressions.json');
  const out = temporaryFolder();
  const common = { enabled: true, rule_query: 'source:cloudtrail' };
  const suppressions = [
    { ...common, name: 'known tool', suppression_query: '@userIdentity.arn:*user/*' },
    { ...common, name: 'unused', suppression_query: '@usr.name:no-such-user' },
  ];
  writeFileSync(path, JSON.stringify(suppressions));
  const scan = ['scan', organisation, '--suppressions', path, '--out', out, '--fail-on-signal'];
  const { code, stdout, stderr } = await trailspike(scan);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ suppressed: { by: 'known tool' } });
  expect(stderr).toContain('warning: the suppression "unused" matched nothing');
  expect(stderr).toMatch(/1 signal, 1 of them suppressed\njudged by own history .*\nwritten to /);
  expect(JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'))).toMatchObject({
    suppressedSignals: 1,
    suppressions: [
      { name: 'known tool', suppressedSignals: 1 },
      { name: 'unused', suppressedSignals: 0 },
    ],
  });
  writeFileSync(path, JSON.stringify([{ ...suppressions[0], enabled: 1 }]));
  const refused = await trailspike(scan);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(
    /^trailspike: .*suppressions\.json:1: \[0\]\.enabled: is 1; allowed: true, false .*\[E_RULE\]\n$/,
  );
});

test('simulate writes a folder that can be scanned', async () => {
  const folder = temporaryFolder();
  const made = await trailspike([
    'simulate',
    '--out',
    folder,
    '--days',
    '3',
    '--identities',
    '4',
    '--seed',
    '2',
  ]);
  expect(made.code).toBe(0);
  expect(existsSync(join(folder, 'labels.json'))).toBe(true);
  expect((await trailspike(['scan', folder, '--out', temporaryFolder()])).code).toBe(0);
});

test('a reader of stdout that stops early changes neither the exit code nor the files', async () => {
  const out = temporaryFolder();
  const command = `"${process.execPath}" "${main}" scan "${organisation}" --out "${out}" --fail-on-signal | true; exit "\${PIPESTATUS[0]}"`;
  const child = spawn('bash', ['-c', command], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(4);
  expect(stderr).not.toMatch(/EPIPE|bug/);
  expect(existsSync(join(out, 'signals.ndjson'))).toBe(true);
});

test('a missing temporary folder is named in one line', async () => {
  const child = spawn(process.execPath, [main, 'scan', organisation, '--out', temporaryFolder()], {
    env: { ...process.env, TMPDIR: '/nowhere/at/all' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
  expect(stderr).toMatch(/cannot write \/nowhere\/at\/all/);
});
