/**
 * Trailspike against plain Node on the same objects, whole processes, in turns. Prints the README's performance
 * table as Markdown. `npm run bench:compare -- [rounds]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORPORA, writeCorpus } from './corpus.js';

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'trailspike-compare-'));

interface Contender {
  readonly name: string;
  /** Runs over a folder. @returns the number of retrievals that it counted */
  readonly run: (folder: string) => number;
}

const contenders: readonly Contender[] = [
  ...[1, 2].map((threads) => ({
    name: `trailspike scan --threads ${threads}`,
    run: (folder: string): number => {
      const out = join(scratch, 'out');
      const args = ['scan', folder, '--out', out, '--quiet', '--shards', '1', '--threads', String(threads)];
      execFileSync(process.execPath, [join(root, 'dist/src/cli/main.js'), ...args]);
      const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
        coverage: { retrievals: number };
      };
      return summary.coverage.retrievals;
    },
  })),
  {
    name: 'plain Node: gunzipSync + JSON.parse',
    run: (folder) =>
      Number(execFileSync(process.execPath, [join(root, 'bench/compare/plain-node.mjs'), folder])),
  },
];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

try {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, median of ${rounds} rounds in turns\n`,
  );
  console.log(
    '| corpus | program | seconds (least–most) | inflated MB/s | objects/s | against plain Node |\n|---|---|--:|--:|--:|--:|',
  );
  for (const shape of CORPORA) {
    const folder = join(scratch, shape.name);
    const corpus = writeCorpus(folder, shape);
    const seconds = contenders.map((): number[] => []);
    for (let round = 0; round <= rounds; round++) {
      for (const [index, contender] of contenders.entries()) {
        const started = performance.now();
        const counted = contender.run(folder);
        if (counted !== corpus.retrievals)
          throw new Error(`${contender.name} counted ${counted} of ${corpus.retrievals}`);
        if (round > 0) seconds[index]!.push((performance.now() - started) / 1000); // round 0 warms the disk cache
      }
    }
    const plain = median(seconds.at(-1)!);
    for (const [index, { name }] of contenders.entries()) {
      const own = seconds[index]!;
      const middle = median(own);
      const spread = `${middle.toFixed(2)} (${Math.min(...own).toFixed(2)}–${Math.max(...own).toFixed(2)})`;
      console.log(
        `| ${shape.name} | ${name} | ${spread} | ${Math.round(corpus.inflated / 1e6 / middle)} | ${Math.round(shape.objects / middle)} | ${(plain / middle).toFixed(1)} × |`,
      );
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
