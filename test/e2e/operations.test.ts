import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { EVENTS } from '../../src/cli/log/events.js';
import type { Summary } from '../../src/output/summary.js';
import { BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { plantTheft } from '../support/planted-theft.js';
import { temporaryFolder } from '../support/temporary.js';

/*
 * What a scheduler needs: a log that programs read, exit codes that say what to do, and summaries from which a run can be
 * repeated.
 */

const main = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly lines: readonly Record<string, unknown>[];
  readonly stderr: string;
}

async function trailspike(args: readonly string[], onStart?: (pid: number) => void): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      ...process.env,
      ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'SECRETKEY', AWS_REGION: 'eu-west-1' },
      ...{ NO_PROXY: '127.0.0.1' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child.pid!);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const isJson = args.some((arg) => arg.includes('json')) && args.some((arg) => arg.includes('log-format'));
  const lines = isJson
    ? stderr
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    : [];
  return { code, stdout, stderr, lines };
}

const trail = temporaryFolder();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
beforeAll(() => {
  plantTheft(trail);
  const damaged = join(trail, 'AWSLogs/999988887777/CloudTrail/us-east-1/2026/01/09');
  mkdirSync(damaged, { recursive: true });
  const name = '999988887777_CloudTrail_us-east-1_20260109T0000Z_aaaaaaaaaaaaaaaa.json.gz';
  writeFileSync(join(damaged, name), 'no gzip at all');
});

/** What must hold for the log of any command. */
function expectLog({ lines, code }: Ended): void {
  expect(lines.length).toBeGreaterThanOrEqual(2);
  for (const line of lines) {
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(['info', 'warn', 'error']).toContain(line['level']);
    expect(Object.keys(EVENTS)).toContain(line['event']);
    expect(line['message']).toEqual(expect.any(String));
    expect(line['runId']).toMatch(UUID);
    expect(line['runId']).toBe(lines[0]!['runId']);
  }
  expect(lines.filter(({ event }) => event === 'runEnded')).toEqual([lines.at(-1)]);
  expect(lines.at(-1)).toMatchObject({ exitCode: code });
}

const one = ({ lines }: Ended, event: string): Record<string, unknown> | undefined =>
  lines.find((line) => line['event'] === event);

test('a scan says in JSON what it read, lost and found, and how it ended', async () => {
  const out = temporaryFolder();
  const ended = await trailspike(['scan', trail, '--out', out, '--log-format', 'json', '--timings']);
  expectLog(ended);
  expect(ended.code).toBe(3);
  const signals = ended.stdout.split('\n').slice(0, -1);
  expect(one(ended, 'signals')).toMatchObject({ total: signals.length });
  expect(one(ended, 'coverage')).toMatchObject({
    level: 'warn',
    complete: false,
    failed: { notUnderstood: 1 },
  });
  expect(one(ended, 'lostObjects')).toMatchObject({ reason: 'notUnderstood', objects: 1 });
  expect(one(ended, 'lostObjects')!['examples']).toMatchObject([
    { uri: expect.stringContaining('aaaaaaaaaaaaaaaa') as string },
  ]);
  expect(one(ended, 'timings')).toBeDefined();
  expect(ended.lines.at(-1)).toMatchObject({ level: 'warn', meaning: 'incomplete', retry: false });
  const { runId } = ended.lines[0]!;
  const files = readdirSync(out);
  const naming = files.filter((name) => readFileSync(join(out, name), 'utf8').includes(String(runId)));
  expect(naming.sort()).toEqual(['report.html', 'summary.json']);
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary;
  expect(summary.runId).toBe(runId);
});

test.each([
  ['a wrong option', ['scan', trail, '--log-format', 'json', '--bogus'], 2, 'usage'],
  ['a wrong value', ['scan', trail, '--log-format=json', '--from', 'soon'], 2, 'usage'],
  ['a source that is not there', ['scan', '/nowhere', '--log-format', 'json'], 2, 'error'],
  ['a state that is none', ['merge', '/nowhere', '--log-format', 'json'], 2, 'error'],
  ['a plan', ['plan', trail, '--log-format', 'json'], 0, 'runStarted'],
  ['quiet', ['scan', '/nowhere', '--quiet', '--log-format', 'json'], 2, 'error'],
  ['nothing to look for', ['investigate', trail, '--log-format', 'json'], 2, 'error'],
  ['no run', ['report', trail, '--log-format', 'json'], 2, 'error'],
  ['no runs', ['diff', trail, trail, '--log-format', 'json'], 2, 'error'],
  ['a rule that is none', ['rule', 'validate', '/nowhere', '--log-format', 'json'], 2, 'error'],
] as const)('every line is JSON: %s', async (_, args, code, event) => {
  const ended = await trailspike(args);
  expectLog(ended);
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.lines.map((line) => line['event'])).toContain(event);
  if (event === 'error')
    expect(one(ended, 'error')).toMatchObject({ code: expect.stringMatching(/^E_/) as string });
});

test('quiet JSON has no line of a run that went well, and text is as ever', async () => {
  const made = ['simulate', '--days', '1', '--identities', '3', '--out'];
  expect((await trailspike([...made, temporaryFolder(), '--quiet', '--log-format', 'json'])).stderr).toBe('');
  const text = await trailspike([...made, temporaryFolder()]);
  expect(text.stderr).toMatch(/^\d+ records in \d+ objects \([\d.]+ MB\), .*labels\.json\n$/);
});

/** A server on loopback that answers every request so. */
async function answering(
  answer: (response: ServerResponse) => void,
): Promise<{ readonly endpoint: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

test('a run that only throttling ended says so, with the exit code for another try', async () => {
  const server = await answering((response) => {
    response.writeHead(503).end('<Error><Code>SlowDown</Code><Message>Please reduce</Message></Error>');
  });
  const args = ['scan', 's3://bucket', '--endpoint', server.endpoint, '--retry-for', '1s'];
  const ended = await trailspike([...args, '--log-format', 'json']).finally(server.close);
  expectLog(ended);
  expect(ended.code, ended.stderr).toBe(6);
  expect(one(ended, 'error')).toMatchObject({ code: 'E_SOURCE_UNAVAILABLE', retry: true });
  expect(ended.lines.at(-1)).toMatchObject({ level: 'error', meaning: 'retry', retry: true });
});

test('SIGTERM is the last line, too', async () => {
  let pid = 0;
  // It never answers; the request says that the program has begun.
  const server = await answering(() => process.kill(pid, 'SIGTERM'));
  const args = ['scan', 's3://bucket', '--endpoint', server.endpoint, '--log-format', 'json'];
  const ended = await trailspike(args, (child) => (pid = child)).finally(server.close);
  expectLog(ended);
  expect(ended.code, ended.stderr).toBe(130);
  expect(ended.lines.at(-1)).toMatchObject({ level: 'warn', meaning: 'stopped', retry: false });
});

test('no line and no summary has keys or passwords', async () => {
  const out = temporaryFolder();
  const secrets = ['--notify', 'http://127.0.0.1:9/HOOK', '--endpoint', 'http://user:PASSWORD@127.0.0.1:9'];
  const ended = await trailspike(['scan', trail, '--out', out, '--log-format', 'json', ...secrets]);
  const summary = readFileSync(join(out, 'summary.json'), 'utf8');
  for (const text of [ended.stderr, summary]) expect(text).not.toMatch(/PASSWORD|HOOK|SECRETKEY|AKIDEXAMPLE/);
  expect(JSON.parse(summary)).toMatchObject({ settings: { s3: { endpoint: 'http://…@127.0.0.1:9' } } });
});

/** The command that a summary describes. @param folder receives the files that it needs */
function commandOf({ settings }: Summary, folder: string): string[] {
  const of = (name: string, value: string | number | null): string[] =>
    value === null ? [] : [name, String(value)];
  const rules = join(folder, 'rules.json');
  writeFileSync(rules, `[${settings.rules.map(({ text }) => text).join(',')}]`);
  const suppressions = join(folder, 'suppressions.json');
  writeFileSync(suppressions, `[${settings.suppressions.map(({ text }) => text).join(',')}]`);
  return [
    ...[settings.command, ...settings.sources, ...settings.states],
    ...of('--list', settings.list),
    ...of('--from', settings.from),
    ...of('--to', settings.to),
    ...of('--warmup', `${settings.warmup}s`),
    ...settings.accounts.flatMap((account) => of('--account', account)),
    ...settings.regions.flatMap((region) => of('--region', region)),
    ...(settings.command === 'merge' ? [] : of('--identity', settings.identity)),
    ...of('--delivery-slack', settings.deliverySlack === null ? null : `${settings.deliverySlack}s`),
    ...of('--threads', settings.threads),
    ...of('--shards', settings.shards),
    ...(settings.command === 'merge' ? [] : of('--explain', settings.explain)),
    ...(settings.showInfo ? ['--show-info'] : []),
    ...['--rule', rules, '--suppressions', suppressions],
  ];
}

const COMPARED = ['signals.ndjson', 'evidence.ndjson', 'activity.ndjson', 'buckets.ndjson'];

test('summary.json suffices to repeat a run: the same bytes, without the files of its rules', async () => {
  const folder = temporaryFolder();
  const rule = join(folder, 'my-rule.json');
  const slower = { ...BUILT_IN_RULE_JSON, id: 'slower', name: 'Slower rule' };
  writeFileSync(rule, JSON.stringify([slower]));
  const suppressions = join(folder, 'mine.json');
  const exclusion = {
    name: 'one',
    enabled: true,
    rule_query: '*',
    data_exclusion_query: '@userAgent:other*',
  };
  writeFileSync(suppressions, JSON.stringify([exclusion]));
  const first = temporaryFolder();
  const formats = ['--format', 'signals,evidence,activity,summary,buckets'];
  const asked = ['--from', '2026-01-06', '--warmup', '7d', '--identity', 'issuer', '--region', 'us-east-1'];
  const more = [
    '--rule',
    rule,
    '--pack',
    'identity',
    '--suppressions',
    suppressions,
    '--show-info',
    '--shards',
    '2',
  ];
  await trailspike(['scan', trail, '--out', first, ...formats, ...asked, ...more]);
  rmSync(rule);
  rmSync(suppressions);
  const summary = JSON.parse(readFileSync(join(first, 'summary.json'), 'utf8')) as Summary;
  const second = temporaryFolder();
  const repeated = await trailspike([...commandOf(summary, second), '--out', second, ...formats]);
  expect(repeated.code, repeated.stderr).toBe(3);
  for (const name of COMPARED) {
    const bytes = readFileSync(join(first, name));
    expect(bytes.length, name).toBeGreaterThan(0);
    expect(readFileSync(join(second, name)).equals(bytes), name).toBe(true);
  }
  const again = JSON.parse(readFileSync(join(second, 'summary.json'), 'utf8')) as Summary;
  expect({ ...again.settings, state: null }).toEqual(summary.settings);
  expect(again.runId).not.toBe(summary.runId);
});

test('a merge can be repeated, too', async () => {
  const [state, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await trailspike(['scan', trail, '--state', join(state, 'kept'), '--out', join(state, 'out')]);
  const formats = ['--format', 'signals,activity,summary,buckets'];
  await trailspike(['merge', join(state, 'kept'), '--from', '2026-01-08', '--out', first, ...formats]);
  const summary = JSON.parse(readFileSync(join(first, 'summary.json'), 'utf8')) as Summary;
  const repeated = await trailspike([...commandOf(summary, second), '--out', second, ...formats]);
  expect(repeated.code, repeated.stderr).toBe(3);
  for (const name of COMPARED.filter((file) => !file.startsWith('evidence'))) {
    expect(readFileSync(join(second, name), 'utf8'), name).toBe(readFileSync(join(first, name), 'utf8'));
  }
});

test('docs/operations.md lists every event with its fields', () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  for (const [event, text] of Object.entries(EVENTS)) expect(page).toContain(`| \`${event}\` | ${text} |`);
});
