import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { WebhookServer } from '../output/notify/webhook-server.js';
import { plantTheft } from '../support/planted-theft.js';
import { temporaryFolder } from '../support/temporary.js';

const main = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));

/** Runs the built program, without proxies. @returns its exit code and stderr */
function trailspike(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NO_COLOR: '1', NO_PROXY: '*', no_proxy: '*' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stderr })));
}

/** One sample of a file in Prometheus' text format. */
interface Metric {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Parses the text format 0.0.4, line by line. @throws Error for a line that is neither a comment nor a sample */
function parsePrometheus(text: string): { samples: Metric[]; types: Map<string, string> } {
  const samples: Metric[] = [];
  const types = new Map<string, string>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE (\S+) (gauge|histogram)$/.exec(line);
    if (type !== null) types.set(type[1]!, type[2]!);
    if (/^# (?:TYPE|HELP) \S+ \S/.test(line)) continue;
    const sample = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
    if (sample === null) throw new Error(`not a sample: ${line}`);
    const labels = [...(sample[2] ?? '').matchAll(/([a-z_]\w*)="((?:[^"\\]|\\.)*)"(?:,|$)/gi)];
    expect(labels.map(([whole]) => whole).join('')).toBe(sample[2] ?? '');
    const value = sample[3] === '+Inf' ? Infinity : Number(sample[3]);
    expect(value).not.toBeNaN();
    samples.push({
      name: sample[1]!,
      labels: Object.fromEntries(labels.map(([, name, text]) => [name!, text!])),
      value,
    });
  }
  return { samples, types };
}

const organisation = temporaryFolder();
beforeAll(() => plantTheft(organisation));

const idsIn = (out: string): string[] =>
  readFileSync(join(out, 'signals.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);

test('a webhook that fails at first gets each signal, and over two runs with a state once', async () => {
  await using hook = await WebhookServer.open();
  hook.answers = [
    { status: 500, retryAfter: '0' },
    { status: 429, retryAfter: '0' },
  ];
  const [out, state] = [temporaryFolder(), temporaryFolder()];
  const metrics = join(out, 'trailspike.prom');
  const options = ['--out', out, '--state', join(state, 'kept'), '--notify', hook.url, '--metrics', metrics];
  const first = await trailspike(['scan', organisation, ...options]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stderr).not.toContain('SECRET');
  const ids = idsIn(out);
  expect(ids.length).toBeGreaterThan(0);
  // The first signal three times, as one request by its key, then each other once.
  expect(hook.ids).toEqual([ids[0], ids[0], ...ids]);
  expect(hook.posted.map(({ headers }) => headers['idempotency-key'])).toEqual(hook.ids);
  const before = hook.ids.length;
  const second = await trailspike(['scan', organisation, ...options]);
  expect(second.code).toBe(0);
  expect(hook.ids).toHaveLength(before);
  expect(second.stderr).toContain(`earlier runs had sent ${ids.length}`);
}, 60_000);

test('the file of metrics is of the text format of Prometheus, and says what the run did', async () => {
  await using hook = await WebhookServer.open();
  const out = temporaryFolder();
  const file = join(out, 'trailspike.prom');
  const run = await trailspike(['scan', organisation, '--out', out, '--notify', hook.url, '--metrics', file]);
  expect(run.code).toBe(0);
  const { samples, types } = parsePrometheus(readFileSync(file, 'utf8'));
  const { coverage } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
    coverage: { listed: number; decoded: number };
  };
  const valueOf = (name: string, labels: Metric['labels'] = {}): number | undefined =>
    samples.find(
      (one) =>
        one.name === `trailspike_${name}` &&
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    )?.value;
  expect(valueOf('run_complete')).toBe(1);
  expect(valueOf('objects_listed')).toBe(coverage.listed);
  expect(valueOf('objects_decoded')).toBe(coverage.decoded);
  const ofSignals = samples.filter(({ name }) => name === 'trailspike_signals');
  expect(ofSignals.reduce((sum, { value }) => sum + value, 0)).toBe(idsIn(out).length);
  expect(valueOf('notifications', { outcome: 'sent' })).toBe(idsIn(out).length);
  const histograms = [...types].filter(([, type]) => type === 'histogram').map(([name]) => name);
  expect(histograms.length).toBeGreaterThan(0);
  for (const name of histograms) {
    const series = new Map<string, number[]>();
    for (const one of samples.filter((sample) => sample.name === `${name}_bucket`)) {
      const { le, ...others } = one.labels;
      expect(le).toBeDefined();
      const key = JSON.stringify(others);
      series.set(key, [...(series.get(key) ?? []), one.value]);
    }
    for (const [key, counts] of series) {
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      const total = samples.find(
        ({ name: other, labels }) => other === `${name}_count` && JSON.stringify(labels) === key,
      );
      expect(total?.value).toBe(counts.at(-1));
    }
  }
}, 60_000);

test('a dead webhook gives exit code 5 once the files are written, and the next run with the state sends', async () => {
  const dead = await WebhookServer.open();
  const { url } = dead;
  await dead[Symbol.asyncDispose]();
  const [out, state] = [temporaryFolder(), temporaryFolder()];
  const options = ['--out', out, '--state', join(state, 'kept')];
  const failed = await trailspike(['scan', organisation, ...options, '--notify', url]);
  expect(failed.code).toBe(5);
  expect(failed.stderr).toMatch(/signals were not notified: .*cannot be reached/);
  const ids = idsIn(out);
  expect(ids.length).toBeGreaterThan(0);
  await using alive = await WebhookServer.open();
  const again = await trailspike(['scan', organisation, ...options, '--notify', alive.url]);
  expect(again.code).toBe(0);
  expect(alive.ids).toEqual(ids);
}, 90_000);
