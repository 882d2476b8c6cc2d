/**
 * How long an investigation takes beside a scan of the same objects, for each kind of value, with all that it follows.
 * `npm run bench:investigate [-- DAYS IDENTITIES]`; needs a build. Prints ratios only: medians of interleaved rounds.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { directoryWriter } from '../../src/simulate/directory-writer.js';
import { simulate } from '../../src/simulate/simulate.js';
import { runNode, type Sample } from '../compare/run-process.js';

const MAIN = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
const ROUNDS = 3;
const NOBODY = '00000000-0000-4000-8000-000000000000';

interface Signal {
  readonly identity: { readonly key: string };
}

interface Found {
  readonly addresses: readonly { readonly value: string }[];
  readonly accessKeys: readonly { readonly value: string }[];
  readonly items: readonly { readonly value: string }[];
}

function runMain(args: readonly string[]): Sample {
  return runNode([MAIN, ...args, '--threads', '1', '--quiet'], { discard: true }).sample;
}

const folder = mkdtempSync(join(tmpdir(), 'trailspike-investigate-'));
try {
  const [days = 30, identities = 200] = process.argv.slice(2).map(Number);
  const root = join(folder, 'trail');
  const { labels } = await simulate({ days, identities, seed: 5 }, directoryWriter(root));
  const source = join(root, 'AWSLogs');
  const out = join(folder, 'out');
  const scan = ['scan', source, '--out', out, '--explain', '0'];
  runMain(scan);
  const [line = ''] = readFileSync(join(out, 'signals.ndjson'), 'utf8').split('\n');
  const identity = (JSON.parse(line) as Signal).identity.key;
  const about = join(folder, 'about.json');
  const { stdout } = runNode([MAIN, 'investigate', source, '--identity', identity, '--json']);
  const found = JSON.parse(stdout) as Found;
  const [address] = found.addresses.map(({ value }) => value).filter((value) => /^[\d.]+$/.test(value));
  const kinds: readonly (readonly [name: string, value: string])[] = [
    ['identity', identity],
    ['access-key', found.accessKeys[0]!.value],
    ['ip', address!],
    ['secret', found.items[0]!.value],
    ['event-id', NOBODY],
  ];
  const samples = new Map<string, Sample[]>();
  const add = (name: string, sample: Sample): void =>
    void samples.set(name, [...(samples.get(name) ?? []), sample]);
  for (let round = 0; round < ROUNDS; round++) {
    add('scan', runMain(scan));
    for (const [name, value] of kinds)
      add(name, runMain(['investigate', source, `--${name}`, value, '--records', about]));
  }
  const median = (name: string, of: (sample: Sample) => number): number =>
    samples
      .get(name)!
      .map(of)
      .sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  console.log(`${labels.totals.records} records, medians of ${ROUNDS}, as multiples of a scan\n`);
  console.log('| | time | CPU |\n|---|--:|--:|');
  for (const [name] of kinds) {
    const ratio = (of: (sample: Sample) => number): string =>
      (median(name, of) / median('scan', of)).toFixed(2);
    console.log(`| --${name} | ${ratio(({ seconds }) => seconds)} | ${ratio(({ cpu = 0 }) => cpu)} |`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
